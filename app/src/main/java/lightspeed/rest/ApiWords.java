package lightspeed.rest;

import java.util.Collection;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says in terms of the API what sentences for people at a terminal say with commands. The services
/// below know one way to name a next step; a program that reads it knows no commands.
final class ApiWords {
  private static final String ORDER = OrderRoutes.ORDER;

  /// What a command is here.
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("po:list", "GET " + Api.ROOT + "/purchase-orders"),
          Map.entry("po:show", "GET " + ORDER),
          Map.entry("po:approve", "POST " + ORDER + "/approve"),
          Map.entry("po:cancel", "POST " + ORDER + "/cancel"),
          Map.entry("po:reopen", "POST " + ORDER + "/reopen"),
          Map.entry("po:adopt", "POST " + ORDER + "/adopt"),
          Map.entry("sync:po", "POST " + ORDER + "/sync"),
          Map.entry("sync:po --dry-run", "GET " + ORDER + "/plan"),
          Map.entry("sync:retry", "POST " + ORDER + "/sync"),
          Map.entry("sync:status", "GET " + ORDER + "/sync"),
          Map.entry("sync:diff", "GET " + ORDER + "/diff"),
          Map.entry("sync:diff --take-remote", "POST " + ORDER + "/diff with take_remote"),
          Map.entry("sync:diff --push-local", "POST " + ORDER + "/diff with push_local"),
          Map.entry("sync:diff --ignore", "POST " + ORDER + "/diff with ignore"),
          Map.entry("sync:diff --send-beside", "POST " + ORDER + "/beside"),
          Map.entry("register:list", "GET " + Api.ROOT + "/references"),
          Map.entry("register:walk", "POST " + Api.ROOT + "/references/walk"),
          Map.entry("register:skip", "POST " + Api.ROOT + "/references/{id}/skip"),
          Map.entry("installation:confirm", "POST " + Api.ROOT + "/installation/confirm"),
          Map.entry("installation:confirm --copy", "POST " + Api.ROOT + "/installation/confirm"),
          Map.entry("queue:list", "GET " + Api.ROOT + "/jobs"),
          Map.entry("queue:show", "GET " + Api.ROOT + "/jobs/{id}"),
          Map.entry("queue:retry", "POST " + Api.ROOT + "/jobs/{id}/retry"),
          Map.entry("queue:cancel", "POST " + Api.ROOT + "/jobs/{id}/cancel"));

  /// A command with what follows it: options, a placeholder, the number of an order or a job.
  private static final Pattern COMMAND =
      Pattern.compile(
          "`?(?<run>\\brun )?(?:lightspeed-cli )?\\b(?<name>(?:po|sync|register|installation|queue"
              + "|store|vend|db|catalog|config|webhook|notify|token|user):[a-z]+(?:-[a-z]+)?)\\b"
              + "(?<rest>(?: --[a-z-]+(?:=<[a-z]+>|=[^\\s,;)]*[^\\s,;.)])?| <[a-z]+>"
              + "| (?=[^\\s,;]*[0-9])[^\\s,;)]*[^\\s,;.)])*)`?");

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  private ApiWords() {}

  static @Nullable String ofNullable(@Nullable String words) {
    return words == null ? null : of(words);
  }

  /// The same for a program. What only a command does is said to be one.
  static String of(String words) {
    return COMMAND.matcher(words).replaceAll(found -> quoted(call(found)));
  }

  /// All calls that it may name.
  static Collection<String> calls() {
    return CALLS.values();
  }

  private static String quoted(String words) {
    return Matcher.quoteReplacement(words);
  }

  private static String call(MatchResult found) {
    String name = found.group("name");
    String known = CALLS.get(name);
    for (MatchResult option : OPTION.matcher(found.group("rest")).results().toList()) {
      known = CALLS.getOrDefault(name + " " + option.group(), known);
    }
    String run = found.group("run") == null ? "" : "call ";
    return known == null
        ? (run.isEmpty() ? "" : "run ") + "the command " + name + " on the server"
        : run + known;
  }
}
