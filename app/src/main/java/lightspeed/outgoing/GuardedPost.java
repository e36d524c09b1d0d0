package lightspeed.outgoing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import lightspeed.config.CloudMetadata;

/// Sends one small POST to an address that somebody typed, and never to this machine or its network
/// unless that is allowed. Speaks HTTP itself, because `java.net.http` looks the name up once more
/// when it connects: what was checked would not be what is called. Follows no redirects.
///
/// **Threads:** safe.
public final class GuardedPost {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final Duration timeout;
  private final boolean allowsPrivate;
  private final SSLSocketFactory encryption;

  /// @param timeout from the first connection to the answer
  /// @param allowsPrivate also loopback and private addresses, and http without TLS
  public GuardedPost(Duration timeout, boolean allowsPrivate) {
    this(timeout, allowsPrivate, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// @param encryption decides whose certificates are trusted
  GuardedPost(Duration timeout, boolean allowsPrivate, SSLSocketFactory encryption) {
    this.timeout = timeout;
    this.allowsPrivate = allowsPrivate;
    this.encryption = encryption;
  }

  /// Sends it.
  ///
  /// @param address http or https, with a host
  /// @param headers of ours, each one line of plain ASCII
  /// @throws RefusedAddress when it leads to where nothing may be sent
  /// @throws IOException when no answer came in time
  public OutgoingHttp.Answer send(URI address, Map<String, String> headers, byte[] body)
      throws IOException {
    boolean isEncrypted = requireScheme(address);
    InetAddress[] targets = requireAllowed(address.getHost());
    int port = address.getPort();
    if (port < 0) {
      port = isEncrypted ? HTTPS_PORT : HTTP_PORT;
    }
    try (var socket = new Socket()) {
      var isLate = new AtomicBoolean();
      // Closing it ends whatever waits, also a handshake that is fed byte by byte.
      var alarm =
          CompletableFuture.runAsync(
              () -> {
                isLate.set(true);
                closeQuietly(socket);
              },
              CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
      try {
        // The first one only: the queue tries again, and a name server turns its answers round.
        socket.connect(
            new InetSocketAddress(targets[0], port), Math.toIntExact(timeout.toMillis()));
        return talk(
            isEncrypted ? encrypted(socket, address.getHost(), port) : socket,
            address,
            headers,
            body);
      } catch (IOException e) {
        if (isLate.get()) {
          throw new SocketTimeoutException("no answer within " + timeout.toSeconds() + " s");
        }
        throw e;
      } finally {
        alarm.cancel(false);
      }
    }
  }

  /// @return whether it is https
  private boolean requireScheme(URI address) throws RefusedAddress {
    return switch (address.getScheme()) {
      case "https" -> true;
      case "http" -> {
        if (!allowsPrivate) {
          throw new RefusedAddress("An address of the internet must begin with https://");
        }
        yield false;
      }
      default -> throw new RefusedAddress("Only http:// and https:// are called.");
    };
  }

  /// All addresses of the name must be allowed: one that is not is no accident.
  private InetAddress[] requireAllowed(String host) throws IOException {
    InetAddress[] found = InetAddress.getAllByName(host);
    for (var one : found) {
      if (CloudMetadata.contains(one)) {
        throw new RefusedAddress(
            host + " is " + one.getHostAddress() + ": " + RefusedAddress.OF_A_CLOUD);
      }
      if (!allowsPrivate && !PublicAddresses.contain(one)) {
        throw new RefusedAddress(
            host + " is " + one.getHostAddress() + ", which is not an address of the internet");
      }
    }
    return found;
  }

  private Socket encrypted(Socket plain, String host, int port) throws IOException {
    var name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var socket = (SSLSocket) encryption.createSocket(plain, name, port, true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static OutgoingHttp.Answer talk(
      Socket socket, URI address, Map<String, String> headers, byte[] body) throws IOException {
    var ascii = URI.create(address.toASCIIString());
    var path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    var query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    var port = ascii.getPort() < 0 ? "" : ":" + ascii.getPort();
    var head = new StringBuilder();
    head.append("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(ascii.getHost()).append(port).append("\r\n");
    head.append("User-Agent: lightspeed-integration\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    head.append("Connection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    var out = socket.getOutputStream();
    request.writeTo(out);
    out.flush();
    return new AnswerReader(new BufferedInputStream(socket.getInputStream())).read();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is not used any more, whatever closing it says.
    }
  }
}
