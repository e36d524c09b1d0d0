package lightspeed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lightspeed.config.Network;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one server, that knows nobody, puts up with. Senders have addresses of the loopback
// network.
final class LimitsTest {
  private static final int CONNECTIONS = 200;
  private static final int SENDERS = 80;
  private static final int CLOSED = 0;
  private static final List<Network> PROXIES = new CopyOnWriteArrayList<>();
  private static final WebServer SERVER = started(Duration.ofSeconds(10));

  private final List<RawClient> clients = new ArrayList<>();

  private static WebServer started(Duration within) {
    var server =
        new WebServer(
            ServerOptions.at("127.0.0.1", 0)
                .withMaxConnections(CONNECTIONS)
                .withRequestWithin(within),
            () -> PROXIES,
            List.of(LimitsTest::addTo, new HealthRoutes(Optional::empty)));
    server.start();
    return server;
  }

  private static void addTo(JavalinConfig config) {
    config.routes.post(
        "/form", context -> context.result("" + context.req().getParameter("a").length()));
    config.routes.post(
        "/known",
        context -> {
          SentBody.of(context).fromKnown();
          context.result("" + context.req().getInputStream().readAllBytes().length);
        });
    config.routes.get("/method", context -> context.result(context.method().toString()));
    config.routes.delete("/method", context -> context.result("deleted"));
    config.routes.get(
        "/link", context -> context.result(new OwnAddress(() -> null).of(context) + "/x"));
    config.routes.get(
        "/fault",
        _ -> {
          throw new IllegalStateException("inner <b>secret</b>");
        });
  }

  @AfterEach
  void closeAll() throws IOException {
    PROXIES.clear();
    for (var client : clients) {
      client.close();
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private RawClient from(String address) throws IOException {
    var client = RawClient.from(address, SERVER.port());
    clients.add(client);
    return client;
  }

  private static String post(String path, String length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + length
        + "\r\n\r\n";
  }

  private static String get(String path, String... headers) {
    var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + more + "\r\n";
  }

  @Test
  void aStrangerSendsLittle() throws IOException {
    var form = "a=" + "x".repeat(16_000);
    var large = "a=" + "x".repeat(190_000);

    var taken = from("127.0.2.1").send(post("/form", "Content-Length: " + form.length()) + form);
    var announced = from("127.0.2.1").send(post("/form", "Content-Length: " + large.length()));
    var sent = from("127.0.2.1").send(post("/form", "Content-Length: " + large.length()) + large);
    var chunked =
        from("127.0.2.1")
            .send(post("/form", "Transfer-Encoding: chunked"))
            .send("2\r\na=\r\n")
            .send("1000\r\n" + "x".repeat(4096) + "\r\n")
            .send(("1000\r\n" + "x".repeat(4096) + "\r\n").repeat(4));

    assertThat(taken.status()).isEqualTo(200);
    assertThat(announced.status()).isEqualTo(413);
    assertThat(sent.status()).isEqualTo(413);
    assertThat(chunked.status()).isEqualTo(413);
  }

  @Test
  void whoIsKnownSendsMoreButNotAnyNumberOfBytes() throws IOException {
    var large = "x".repeat(190_000);

    var taken = from("127.0.2.2").send(post("/known", "Content-Length: 190000") + large);
    var refused = from("127.0.2.2").send(post("/known", "Content-Length: 262145"));

    assertThat(taken.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(413);
  }

  /// What was seen: bodies that are not finished filled the memory of the process.
  @Test
  void bodiesThatAreHeldAreCountedTogether() throws Exception {
    // 80 times 256 kB are 20 MB of the 16 MB that there are.
    List<Integer> statuses = new ArrayList<>();
    var oneIsAnswered = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> senders = new ArrayList<>();
      for (int n = 0; n < SENDERS; n++) {
        var client = from("127.0.3." + (1 + n % 4));
        senders.add(() -> sendMostThenTheRest(client, threads, oneIsAnswered));
      }
      for (var answer : threads.invokeAll(senders)) {
        statuses.add(answer.get());
      }
    }

    // Whoever was slow to read the answer finds the connection closed.
    assertThat(statuses).contains(503).isSubsetOf(200, 503, CLOSED);
    var afterwards = from("127.0.3.9").send(post("/known", "Content-Length: 5") + "12345");
    assertThat(afterwards.status()).isEqualTo(200);
  }

  /// What was sent may still be on its way to the server, so nobody finishes before one is answered
  /// without having finished.
  private static int sendMostThenTheRest(
      RawClient client, ExecutorService threads, CountDownLatch oneIsAnswered) throws Exception {
    client.send(post("/known", "Content-Length: 262144"));
    client.sendIfItIsTaken("x".repeat(262_000));
    var status =
        threads.submit(
            () -> {
              try {
                return client.status();
              } finally {
                oneIsAnswered.countDown();
              }
            });
    oneIsAnswered.await();
    client.sendIfItIsTaken("x".repeat(144));
    return status.get();
  }

  @Test
  void aFullBudgetSaysWhenToComeBack() {
    var budget = new BodyBudget();
    var stranger = new BodyBudget.Holder("a", false);
    var other = new BodyBudget.Holder("b", false);
    var third = new BodyBudget.Holder("c", false);
    var known = new BodyBudget.Holder("a", true);
    long quarter = BodyBudget.ALL_BYTES / 4;

    assertThat(budget.take(stranger, quarter)).isTrue();
    assertThat(budget.take(stranger, 1)).isFalse();
    assertThat(budget.take(other, quarter)).isTrue();
    assertThat(budget.take(third, 1)).isFalse();
    assertThat(budget.take(known, 2 * quarter)).isTrue();
    assertThat(budget.take(known, 1)).isFalse();
    budget.give(stranger, quarter);

    assertThat(budget.take(third, 1)).isTrue();
  }

  @Test
  void aBodyThatComesByteByByteIsRefused() throws IOException {
    try (var quick = started(Duration.ofMillis(200));
        var client = RawClient.from("127.0.0.1", quick.port())) {
      client.send(post("/form", "Content-Length: 16000"));
      int status = 0;
      for (int n = 0; n < 2_000 && status == 0; n++) {
        client.send("x");
        status = client.statusWithin(20);
      }

      assertThat(status).isEqualTo(408);
    }
  }

  /// What was seen: 1,000 connections that send a byte now and then shut everybody out.
  @Test
  void oneAddressCannotTakeAllConnections() throws IOException {
    for (int n = 0; n < CONNECTIONS + 60; n++) {
      from("127.0.4.1").send("P");
    }

    assertThat(from("127.0.4.2").send(get("/method")).status()).isEqualTo(200);
    assertThat(from("127.0.4.1").send(get("/health/live")).status()).isEqualTo(200);
    assertThat(from("127.0.4.1").send(get("/health/../method")).status()).isEqualTo(503);
    var refused = from("127.0.4.1").send(get("/method")).all();
    assertThat(refused).startsWith("HTTP/1.1 503").contains("Retry-After: 5");
  }

  @Test
  void aShareIsKeptForAddressesThatSignedInLately() throws IOException {
    from("127.0.5.9").send(post("/known", "Content-Length: 1") + "x").status();
    for (int sender = 0; sender < 6; sender++) {
      for (int n = 0; n < CONNECTIONS / 4; n++) {
        from("127.0.5." + (sender + 1)).send("P");
      }
    }

    assertThat(from("127.0.5.8").send(get("/method")).status()).isEqualTo(503);
    assertThat(from("127.0.5.8").send(get("/health/live")).status()).isEqualTo(200);
    assertThat(from("127.0.5.9").send(get("/method")).status()).isEqualTo(200);
  }

  @Test
  void clientsOfAProxyAreCountedByTheirOwnAddress() throws IOException {
    PROXIES.add(Network.parse("127.0.6.0/24"));
    var slow = post("/form", "Content-Length: 10\r\nX-Forwarded-For: 203.0.113.1");
    for (int n = 0; n < CONNECTIONS / 4; n++) {
      from("127.0.6.1").send(slow);
    }
    int same = 200;
    for (int n = 0; n < 1_000 && same == 200; n++) {
      same = from("127.0.6.1").send(get("/method", "X-Forwarded-For: 203.0.113.1")).status();
    }
    var other = from("127.0.6.1").send(get("/method", "X-Forwarded-For: 203.0.113.2"));

    assertThat(same).isEqualTo(503);
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void networksOfVersionSixShareTheirPlaces() {
    var places = new Places(8, new KnownAddresses(System::nanoTime));
    var one = ClientAddress.group(java.net.InetAddress.ofLiteral("2001:db8:1:2::1"));
    var other = ClientAddress.group(java.net.InetAddress.ofLiteral("2001:db8:1:2:f::9"));

    assertThat(places.take(one)).isTrue();
    assertThat(places.take(other)).isTrue();
    assertThat(places.take(other)).isFalse();
    places.leave(one);
    assertThat(places.take(other)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-HTTP-Method-Override", "x-http-method-override", "X-HTTP-METHOD-OVERRIDE"})
  void noHeaderMakesAnotherMethodOfARequest(String header) throws IOException {
    var answer = from("127.0.0.1").send(get("/method", header + ": DELETE")).all();

    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("GET");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, http://127.0.0.1:",
    "localhost.evil.example, http://127.0.0.1:",
    "127.0.0.1@evil.example, http://127.0.0.1:",
    "localhost:1234, http://localhost:1234/x"
  })
  void linksNameNoHostThatAnybodySays(String host, String expected) throws IOException {
    var answer =
        from("127.0.0.1")
            .send("GET /link HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
            .all();

    assertThat(answer).doesNotContain("evil");
    if (answer.startsWith("HTTP/1.1 200")) {
      assertThat(answer).contains(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | GET / HTTP/1.1~~
          400 | GET /<b>x HTTP/1.1~Host: a b~~
          400 | NONSENSE~~
          400 | GET / HTTP/1.1~Host: x~Host: y~~
          400 | POST /form HTTP/1.1~Host: x~Content-Length: z~~
          400 | POST /form HTTP/1.1~Host: x~Content-Length: 1~Transfer-Encoding: chunked~~
          400 | GET /<script> HTTP/1.1~Host: x~Connection: close~~
          404 | GET /nothing HTTP/1.1~Host: x~Connection: close~~
          404 | HEAD /nothing HTTP/1.1~Host: x~Connection: close~~
          405 | PUT /form HTTP/1.1~Host: x~Content-Length: 0~Connection: close~~
          405 | BREW /form HTTP/1.1~Host: x~Connection: close~~
          413 | POST /form HTTP/1.1~Host: x~Content-Type: application/x-www-form-urlencoded~Content-Length: 99999~Expect: 100-continue~~
          500 | GET /fault HTTP/1.1~Host: x~Connection: close~~
          505 | GET / HTTP/7.0~Host: x~~
          """)
  void everyErrorIsAnAnswerOfOurs(int status, String request) throws IOException {
    for (var accept : List.of("", "Accept: text/html~")) {
      var sent = request.substring(0, request.length() - 1) + accept + "~";

      var answer = from("127.0.0.1").send(sent.replace("~", "\r\n")).all();

      isOurs(answer, status);
    }
  }

  @Test
  void whatIsTooLongIsRefusedInOurWords() throws IOException {
    var address = from("127.0.0.1").send(get("/" + "a".repeat(9_000))).all();
    var headers = from("127.0.0.1").send(get("/method", "A: " + "a".repeat(9_000))).all();

    isOurs(address, 414);
    isOurs(headers, 431);
  }

  private static void isOurs(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .containsIgnoringCase("X-Frame-Options: DENY")
        .containsIgnoringCase("Referrer-Policy: no-referrer")
        .containsIgnoringCase("Cache-Control: no-store")
        .contains("default-src 'none'")
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("<b>", "<script>", "secret", "Caused", "org.");
  }
}
