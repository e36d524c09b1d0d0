package xseries.emulator.http;

import java.time.Duration;

/// What a client may demand of the server.
///
/// @param maxHeadBytes request line and header fields together; more is answered 431
/// @param maxBodyBytes decoded body; more is answered 413
/// @param maxConnections open at the same time; further ones are closed at once
/// @param idle how long a silent connection is kept
public record Limits(int maxHeadBytes, int maxBodyBytes, int maxConnections, Duration idle) {
  /// A bulk call of 500 lines is about 60 kB, so 8 MiB leaves room and still protects the heap.
  public static final Limits DEFAULT =
      new Limits(32 * 1024, 8 * 1024 * 1024, 10_000, Duration.ofSeconds(75));
}
