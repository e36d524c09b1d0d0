package lightspeed.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Streams that remember what was written to them.
final class Captured {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final String input;
  private final boolean isTerminal;

  private Captured(String input, boolean isTerminal) {
    this.input = input;
    this.isTerminal = isTerminal;
  }

  /// As in a pipe.
  static Captured pipes() {
    return new Captured("", false);
  }

  /// As in a pipe, with something to read.
  static Captured pipes(String input) {
    return new Captured(input, false);
  }

  /// As in front of a person.
  static Captured terminal(String typed) {
    return new Captured(typed, true);
  }

  Streams streams() {
    return streams(out);
  }

  Streams streams(OutputStream other) {
    return new Streams(
        other,
        err,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        isTerminal,
        isTerminal,
        isTerminal);
  }

  Terminal with(Map<String, String> environment, String... options) {
    return new Terminal(streams(), Arguments.split(options).options(), environment);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
