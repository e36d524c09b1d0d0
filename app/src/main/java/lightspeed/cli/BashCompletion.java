package lightspeed.cli;

import java.util.List;
import java.util.stream.Collectors;
import lightspeed.cli.CommandDescription.Option;
import lightspeed.cli.CommandDescription.Values;

/// Completion for bash 3.2 and newer, without the package bash-completion. All that does not change
/// stands in the script; only the numbers of orders and jobs are asked of the program.
///
/// Bash takes `:` and `=` for the ends of words, so the words are taken from the line itself, and
/// what stands before the last of those is cut off each proposal.
final class BashCompletion {
  private static final String HEAD =
      """
      # Completion of lightspeed-cli for bash, printed by: lightspeed-cli completion bash

      _lightspeed_cli_values() {
        case $1 in
          @files) compgen -f -- "$2" ;;
          @*)
            LIGHTSPEED_NO_BUILD=1 timeout 3 "${3/#\\~/$HOME}" __complete "${1#@}" -- "$2" \\
              2>/dev/null </dev/null
            ;;
          *) compgen -W "$1" -- "$2" ;;
        esac
      }

      _lightspeed_cli() {
        local line=${COMP_LINE:0:COMP_POINT} words=() word='' cur='' prev='' command=''
        local options='' values='' slot='' prefix='' cut='' breaks='' i=0 last=0 position=1
        read -r -a words <<<"$line"
        case $line in *[[:space:]]) words+=('') ;; esac
        last=$((${#words[@]} - 1))
        cur=${words[last]}
        prev=${words[last - 1]}
        COMPREPLY=()
        for ((i = 1; i < last; i++)); do
          case ${words[i]} in
            --env-file) i=$((i + 1)) ;;
            -*) ;;
            *)
              command=${words[i]}
              break
              ;;
          esac
        done
        options='GLOBAL'
        case $command in
      """;

  private static final String MIDDLE =
      """
        esac
        for ((i = i + 1; i < last; i++)); do
          word=${words[i]}
          case $word in
            -*) [[ " $options " == *" $word= "* ]] && i=$((i + 1)) ;;
            *) position=$((position + 1)) ;;
          esac
        done
        if [[ $cur == --*=* ]]; then
          slot=${cur%%=*}
          prefix=$slot=
        elif [[ $prev == -* && " $options " == *" $prev= "* ]]; then
          slot=$prev
        elif [[ $cur == -* ]]; then
          values=$options
        elif [[ -z $command ]]; then
          values='COMMANDS'
        else
          slot=$position
        fi
        case "$command $slot" in
          *' --env-file') values=@files ;;
      """;

  private static final String TAIL =
      """
        esac
        [[ -n $values ]] || return 0
        [[ $COMP_WORDBREAKS == *:* ]] && breaks=:
        [[ $COMP_WORDBREAKS == *=* ]] && breaks+='='
        [[ -n $breaks ]] && cut=${cur%"${cur##*["$breaks"]}"}
        while IFS= read -r word; do
          word=$prefix$word
          COMPREPLY+=("${word#"$cut"}")
        done < <(_lightspeed_cli_values "$values" "${cur#"$prefix"}" "${words[0]}")
        if [[ $values == @files ]]; then
          compopt -o filenames 2>/dev/null
        elif [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
          compopt -o nospace 2>/dev/null
        fi
        return 0
      }

      complete -F _lightspeed_cli lightspeed-cli
      """;

  private final List<CommandDescription> commands;

  BashCompletion(List<CommandDescription> commands) {
    this.commands = commands;
  }

  String script() {
    var text = new StringBuilder(HEAD.replace("GLOBAL", options(EveryCommand.OPTIONS)));
    for (var command : commands) {
      if (!command.options().isEmpty()) {
        text.append(
            "    %s) options+=' %s' ;;%n".formatted(name(command), options(command.options())));
      }
    }
    text.append(
        MIDDLE.replace("COMMANDS", commands.stream().map(BashCompletion::name).collect(words())));
    for (var command : commands) {
      for (var option : command.options()) {
        for (var optionName : option.names()) {
          slot(text, "'" + name(command) + " " + optionName + "'", option.values());
        }
      }
      int position = 1;
      for (var argument : command.arguments()) {
        var place = argument.isRepeated() ? "*" : String.valueOf(position);
        var pattern = "'" + name(command) + " '" + (place.equals("*") ? "[1-9]*" : place);
        slot(text, pattern, argument.values());
        position++;
      }
    }
    return text.append(TAIL).toString();
  }

  private static void slot(StringBuilder text, String pattern, Values values) {
    var said =
        switch (values) {
          case Values.Anything _ -> "";
          case Values.Files _ -> "@files";
          case Values.Known known -> "@" + known.ids().word();
          case Values.Words all -> String.join(" ", all.words());
        };
    if (!said.isEmpty()) {
      text.append("    %s) values='%s' ;;%n".formatted(pattern, said));
    }
  }

  private static String name(CommandDescription command) {
    return command.entry().name();
  }

  private static String options(List<Option> options) {
    return options.stream()
        .map(option -> option.longest() + (option.takesNextWord() ? "=" : ""))
        .collect(words());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> words() {
    return Collectors.joining(" ");
  }
}
