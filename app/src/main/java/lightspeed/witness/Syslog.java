package lightspeed.witness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Sends a line to a syslog server by UDP. Nobody confirms it: a server that is away misses lines.
///
/// **source:** RFC 5424, sections 6.1 and 6.2; RFC 5426, section 3.1. Read 2026-11.
final class Syslog {
  private static final int DEFAULT_PORT = 514;

  /// Facility "log audit" (13), severity "informational" (6).
  private static final int PRIORITY = 13 * 8 + 6;

  private Syslog() {}

  /// @param server such as `udp://logs.example.com:514`
  /// @param text printable ASCII
  /// @throws IOException when the name is unknown or nothing can be sent
  static void send(URI server, Instant now, String text) throws IOException {
    var line =
        "<"
            + PRIORITY
            + ">1 "
            + now.truncatedTo(ChronoUnit.MILLIS)
            + " - lightspeed-integration "
            + ProcessHandle.current().pid()
            + " audit.head - "
            + text;
    var bytes = line.getBytes(StandardCharsets.US_ASCII);
    int port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
    try (var socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.getByName(server.getHost()), port));
    }
  }
}
