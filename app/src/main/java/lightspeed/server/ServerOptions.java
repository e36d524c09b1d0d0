package lightspeed.server;

import java.time.Duration;

/// Where the server listens and what it puts up with.
///
/// @param host address of this machine to listen on, such as `127.0.0.1` or `0.0.0.0`
/// @param port 0 for any that is free
/// @param maxConnections more may only ask for the health of the server
/// @param idle a connection on which nothing moves for this long is closed
/// @param requestWithin the line and the headers of a request must arrive within this time
/// @param stopWithin how long requests under way may take to end when the server stops
public record ServerOptions(
    String host,
    int port,
    int maxConnections,
    Duration idle,
    Duration requestWithin,
    Duration stopWithin) {
  private static final int DEFAULT_MAX_CONNECTIONS = 1_000;
  private static final Duration DEFAULT_IDLE = Duration.ofSeconds(30);
  private static final Duration DEFAULT_REQUEST_WITHIN = Duration.ofSeconds(10);

  /// Below the 10 s after which container runtimes kill.
  private static final Duration DEFAULT_STOP_WITHIN = Duration.ofSeconds(6);

  /// The usual limits: 1,000 connections, 30 s idle, 10 s for a request's head, 6 s to stop.
  public static ServerOptions at(String host, int port) {
    return new ServerOptions(
        host,
        port,
        DEFAULT_MAX_CONNECTIONS,
        DEFAULT_IDLE,
        DEFAULT_REQUEST_WITHIN,
        DEFAULT_STOP_WITHIN);
  }

  public ServerOptions withMaxConnections(int most) {
    return new ServerOptions(host, port, most, idle, requestWithin, stopWithin);
  }

  public ServerOptions withIdle(Duration longest) {
    return new ServerOptions(host, port, maxConnections, longest, requestWithin, stopWithin);
  }

  public ServerOptions withRequestWithin(Duration longest) {
    return new ServerOptions(host, port, maxConnections, idle, longest, stopWithin);
  }
}
