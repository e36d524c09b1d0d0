package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.EmulatorOptions;

/// The real server, with the memory it is given in operation, under a flood of forgeries from one
/// address and from many, while others send their bodies drop by drop.
final class WebhookFloodIT {
  private static final String SECRET = "acceptance-path-secret";

  /// The sender says from which address it comes, as a proxy would.
  private static final Map<String, String> SETTINGS =
      Map.of("WEBHOOK_PATH_SECRET", SECRET, "SERVER_TRUSTED_PROXIES", "127.0.0.1");

  private static final int FORGERS = 24;
  private static final int FORGERIES = 12_000;
  private static final int DRIPPERS = 150;
  private static final int HONEST = 150;
  private static final int LARGE_BODY = 60_000;

  /// What the second half of the flood may add: less than one forgery in ten would, if its body
  /// were kept. A heap that is not yet as large as it may become grows by some 25 MiB.
  private static final long FLAT_MIB = 64;

  /// Who is refused before the body was read may find the connection closed before the answer.
  private static final int CUT_OFF = 0;

  private final HttpClient honestClient = HttpClient.newHttpClient();
  private final HttpClient forgersClient = HttpClient.newHttpClient();
  private final byte[] large = "x".repeat(LARGE_BODY).getBytes(StandardCharsets.US_ASCII);
  @TempDir private Path folder = Path.of("");

  @Test
  void aFloodOfForgeriesFillsNoMemoryAndStopsNoHonestDelivery() throws Exception {
    try (var shop = Shop.open(folder, EmulatorOptions.defaults(), SETTINGS)) {
      shop.succeeds("db:migrate", "--no-input");
      var server = shop.program.start("serve", "--port=0");
      int port = URI.create(server.url()).getPort();
      var answers = new ConcurrentHashMap<Integer, LongAdder>();

      try (var drippers = new Drippers(port);
          var senders = Executors.newVirtualThreadPerTaskExecutor()) {
        var honest = senders.submit(() -> sendHonest(port));
        forge(senders, port, answers);
        long half = residentMib(server);
        forge(senders, port, answers);
        long whole = residentMib(server);
        int refused = honest.get();
        Until.isTrue(drippers::areAllClosed);

        System.out.printf(
            "Flood: %d forgeries answered %s, %d slow senders; resident %d MiB after half of it,"
                + " %d MiB at the end, at most %d MiB%n",
            2 * FORGERIES, answers, DRIPPERS, half, whole, peakMib(server));
        assertThat(server.process().isAlive()).isTrue();
        assertThat(answers.keySet()).isSubsetOf(CUT_OFF, 401, 429, 503);
        assertThat(answers.values().stream().mapToLong(LongAdder::sum).sum())
            .isEqualTo(2L * FORGERIES);
        assertThat(refused).as("honest deliveries that were refused").isZero();
        assertThat(shop.rows("SELECT COUNT(*) FROM lightspeed_webhooks"))
            .isEqualTo(List.of(List.of(Integer.toString(HONEST))));
        assertThat(whole - half).as("MiB that the second half added").isLessThan(FLAT_MIB);
      }
      server.process().destroy();
      assertThat(server.await().exitCode()).isZero();
    }
  }

  /// Half of them from one address, half from another address each; half with a wrong secret, half
  /// with a signature, so that the body has to be read.
  private void forge(ExecutorService senders, int port, Map<Integer, LongAdder> answers)
      throws Exception {
    var next = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    for (int forger = 0; forger < FORGERS; forger++) {
      all.add(
          senders.submit(
              () -> {
                for (int n = next.getAndIncrement(); n < FORGERIES; n = next.getAndIncrement()) {
                  answers.computeIfAbsent(forge(port, n), _ -> new LongAdder()).increment();
                }
                return null;
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
  }

  private int forge(int port, int number) throws InterruptedException {
    try {
      return forgersClient.send(forgery(port, number), BodyHandlers.discarding()).statusCode();
    } catch (IOException refused) {
      return CUT_OFF;
    }
  }

  private HttpRequest forgery(int port, int number) {
    var random = ThreadLocalRandom.current();
    var from =
        number % 2 == 0
            ? "203.0.113.7"
            : "%d.%d.%d.%d"
                .formatted(
                    1 + random.nextInt(9), random.nextInt(256), random.nextInt(256), number % 256);
    var request =
        HttpRequest.newBuilder(hook(port, number % 4 < 2 ? "wrong-secret" : ""))
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", from);
    if (number % 4 >= 2) {
      request.header("X-Signature", "signature=%064x,algorithm=HMAC-SHA256".formatted(number));
    }
    return request.POST(BodyPublishers.ofByteArray(large)).build();
  }

  /// @return how many were not taken
  private int sendHonest(int port) throws IOException, InterruptedException {
    int refused = 0;
    for (int n = 0; n < HONEST; n++) {
      var delivery =
          HttpRequest.newBuilder(hook(port, SECRET))
              .header("Content-Type", "application/json")
              .header("X-Forwarded-For", "198.51.100.9")
              .POST(BodyPublishers.ofString("{\"consignment_id\":\"honest-" + n + "\"}"))
              .build();
      if (honestClient.send(delivery, BodyHandlers.discarding()).statusCode() != 204) {
        refused++;
      }
    }
    return refused;
  }

  private static URI hook(int port, String secret) {
    return URI.create("http://127.0.0.1:" + port + "/webhooks/lightspeed/" + secret).normalize();
  }

  private static long residentMib(Program.Running server) {
    return statusMib(server, "VmRSS:");
  }

  private static long peakMib(Program.Running server) {
    return statusMib(server, "VmHWM:");
  }

  private static long statusMib(Program.Running server, String field) {
    try {
      return Files.readAllLines(Path.of("/proc/" + server.process().pid() + "/status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Clients that announce a body and then send one byte of it now and then.
  private static final class Drippers implements AutoCloseable {
    private static final int EVERY_MILLIS = 200;

    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();

    Drippers(int port) throws IOException {
      for (int n = 0; n < DRIPPERS; n++) {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket
            .getOutputStream()
            .write(
                ("POST /webhooks/lightspeed/"
                        + SECRET
                        + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2."
                        + n
                        + "\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(EVERY_MILLIS);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> drip(socket));
      }
    }

    /// The time-out of reading is the pause between two bytes.
    private void drip(Socket socket) {
      try {
        while (true) {
          socket.getOutputStream().write('x');
          try {
            if (socket.getInputStream().read() < 0) {
              break;
            }
          } catch (SocketTimeoutException _) {
            // Nothing said yet; the next drop.
          }
        }
      } catch (IOException gone) {
        // The server had enough of it.
      }
      closed.incrementAndGet();
    }

    boolean areAllClosed() {
      return closed.get() == DRIPPERS;
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
