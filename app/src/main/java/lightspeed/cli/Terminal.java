package lightspeed.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lightspeed.spelling.UnseenCharacters;
import org.jspecify.annotations.Nullable;

/// Owns the streams of a command: results go to standard output, everything else to standard error.
/// Colour, progress and questions appear only where a person sees them.
///
/// When the reader of a stream has gone (`| head`), what is written there is dropped and the
/// command goes on to its end: what it does matters more than who reads about it.
///
/// **Threads:** safe.
final class Terminal {
  private final Streams streams;
  private final GlobalOptions options;
  private final Map<String, String> environment;
  private final boolean isColorful;
  private boolean isOutClosed;
  private @Nullable IOException outFailure;
  private boolean isErrClosed;
  private boolean hasProgress;

  Terminal(Streams streams, GlobalOptions options, Map<String, String> environment) {
    this.streams = streams;
    this.options = options;
    this.environment = environment;
    this.isColorful =
        !options.isColorless()
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  boolean isJson() {
    return options.isJson();
  }

  boolean isVerbose() {
    return options.isVerbose();
  }

  /// Whether nobody reads standard output any more; what goes on until then should stop.
  synchronized boolean isOutClosed() {
    return isOutClosed;
  }

  /// Why results are missing although somebody wants them, such as a full disk; null when none are
  /// or their reader has gone.
  synchronized @Nullable IOException outFailure() {
    return outFailure;
  }

  /// A line of the result.
  void print(String line) {
    out(visibleOut(line) + "\n");
  }

  /// The result as one JSON document.
  void json(Object document) {
    out(JsonText.document(document) + "\n");
  }

  /// Results that are text already. Fails once nobody takes them any more.
  Writer outWriter() {
    return new Writer() {
      @Override
      public void write(char[] text, int offset, int length) throws IOException {
        var part = new String(text, offset, length);
        out(streams.isOutTerminal() ? visibleOut(part.replace("\r", "")) : part);
        if (isOutClosed()) {
          throw new ReaderGone();
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /// Nobody takes results any more, so the command may end.
  static final class ReaderGone extends IOException {
    private static final long serialVersionUID = 1L;

    ReaderGone() {
      super("the reader closed standard output");
    }
  }

  /// One event of a stream of results as JSON.
  void jsonLine(Object document) {
    out(JsonText.line(document) + "\n");
  }

  /// A message beside the result; none with `--json`, where standard error is for an error's
  /// document.
  void say(String line) {
    if (!options.isQuiet() && (!options.isJson() || options.isVerbose())) {
      err(line + "\n");
    }
  }

  /// A message that also `--quiet` does not silence.
  void warn(String line) {
    err(onError(Style.YELLOW, "Warning: ") + line + "\n");
  }

  /// Text for standard error, with its own line ends.
  synchronized void err(String text) {
    if (hasProgress) {
      hasProgress = false;
      writeErr("\r\u001b[K");
    }
    writeErr(visibleErr(text));
  }

  /// Shows how far the work is, in place of what was shown before; only on a terminal.
  synchronized void progress(String line) {
    if (isShowingProgress()) {
      hasProgress = true;
      int width = width().orElse(Table.USUAL_WIDTH) - 1;
      writeErr("\r\u001b[K" + Table.shortened(visibleErr(line), width));
    }
  }

  /// Whether [#progress] shows anything.
  boolean isShowingProgress() {
    return streams.isErrTerminal() && !options.isQuiet() && !options.isJson();
  }

  /// Ends the progress line, so that what follows starts on a line of its own.
  synchronized void endProgress() {
    err("");
  }

  /// Begins the screen anew for a result that repeats itself; only on a terminal.
  void clear() {
    if (streams.isOutTerminal()) {
      out("\u001b[H\u001b[2J");
    }
  }

  /// Whether a question would reach a person.
  boolean isAttended() {
    return streams.isInTerminal() && streams.isErrTerminal() && !options.isUnattended();
  }

  /// Asks yes or no.
  ///
  /// @param otherwise the answer when nobody can be asked or nothing was typed
  boolean confirm(String question, boolean otherwise) {
    if (!isAttended()) {
      return otherwise;
    }
    err(question + (otherwise ? " [Y/n] " : " [y/N] "));
    var answer = readLine().orElse("").strip();
    return answer.isEmpty() ? otherwise : answer.startsWith("y") || answer.startsWith("Y");
  }

  /// Reads one line of standard input; with a prompt and unseen when a person types it.
  ///
  /// @throws UsageError when nothing comes
  String readSecret(String prompt) {
    if (!isAttended()) {
      return readLine().orElseThrow(() -> new UsageError("Standard input is empty.", null));
    }
    char @Nullable [] typed =
        Objects.requireNonNull(System.console()).readPassword("%s", prompt + ": ");
    if (typed == null) {
      throw new UsageError("Nothing was typed.", null);
    }
    return new String(typed);
  }

  /// What others typed must not move the cursor, hide a word or turn the direction of a line.
  private static String visible(String text, boolean isStyled) {
    return isStyled ? Style.madeVisible(text) : UnseenCharacters.madeVisible(text);
  }

  private String visibleOut(String text) {
    return visible(text, isColorful());
  }

  private String visibleErr(String text) {
    return visible(text, isColorful && streams.isErrTerminal());
  }

  /// Whether results are coloured.
  boolean isColorful() {
    return isColorful && streams.isOutTerminal();
  }

  /// `text` in a style, when standard output is a terminal.
  String styled(Style style, String text) {
    return isColorful() ? style.apply(text) : text;
  }

  /// `text` in a style, when standard error is a terminal.
  String onError(Style style, String text) {
    return isColorful && streams.isErrTerminal() ? style.apply(text) : text;
  }

  /// How many characters fit in a line of standard output; empty when it is no terminal, because
  /// what is piped on should not be cut.
  Optional<Integer> width() {
    if (!streams.isOutTerminal()) {
      return Optional.empty();
    }
    return Optional.of(
        columns(environment.get("COLUMNS"))
            .or(() -> environment.containsKey("TERM") ? askTerminal() : Optional.empty())
            .orElse(Table.USUAL_WIDTH));
  }

  private static Optional<Integer> askTerminal() {
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new java.io.File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var answer = stty.getInputStream()) {
        var rowsAndColumns = new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
        return columns(rowsAndColumns.substring(rowsAndColumns.indexOf(' ') + 1));
      }
    } catch (IOException _) {
      // No such program or no terminal: the usual width will do.
      return Optional.empty();
    }
  }

  private static Optional<Integer> columns(@Nullable String text) {
    return text != null && text.matches("[1-9][0-9]{0,3}")
        ? Optional.of(Integer.parseInt(text))
        : Optional.empty();
  }

  private Optional<String> readLine() {
    try {
      return firstLine(streams.in());
    } catch (IOException e) {
      throw new UsageError("Standard input cannot be read: " + e.getMessage(), null);
    }
  }

  private static Optional<String> firstLine(InputStream in) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      bytes.write(next);
      next = in.read();
    }
    var line = bytes.toString(StandardCharsets.UTF_8);
    return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  private synchronized void out(String text) {
    if (hasProgress) {
      endProgress();
    }
    if (!isOutClosed) {
      try {
        write(streams.out(), text);
      } catch (IOException e) {
        isOutClosed = true;
        outFailure = streams.isOutFile() ? e : null;
      }
    }
  }

  private void writeErr(String text) {
    if (!isErrClosed) {
      try {
        write(streams.err(), text);
      } catch (IOException _) {
        // There is no other place to say so.
        isErrClosed = true;
      }
    }
  }

  private static void write(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }
}
