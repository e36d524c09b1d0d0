package xseries.emulator.http;

import java.time.Duration;

/// What goes back over the connection, well-behaved or not.
public sealed interface Answer {

  /// The whole response; the connection may be used again.
  record Send(Response response) implements Answer {}

  /// The head promises the whole body, half of it is sent, then the connection is closed.
  record Cut(Response response) implements Answer {}

  /// The whole response, a few bytes at a time, spread over a duration.
  record Drip(Response response, Duration over) implements Answer {}

  /// The head, then so many bytes of nothing useful without a declared length.
  record Flood(Response response, long bytes) implements Answer {}

  /// Nothing at all: the connection is closed in an orderly way.
  record Close() implements Answer {}

  /// Nothing at all: the connection is reset (TCP RST).
  record Reset() implements Answer {}
}
