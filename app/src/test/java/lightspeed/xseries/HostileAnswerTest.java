package lightspeed.xseries;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that are broken, endless or not from Lightspeed at all.
class HostileAnswerTest {
  private static final ConsignmentId ID = new ConsignmentId("7dbe52cd-0ae4-11e4-a0f5-b8ca3a64f8f4");
  private static final ConsignmentDraft DRAFT =
      ConsignmentDraft.openOrder("outlet-1", "supplier-1", "Order").withReference("PO-1042");

  @Test
  void anAnswerLongerThanTheCapIsDroppedWhileItStillComes() throws Exception {
    byte[] blanks = " ".repeat(64 * 1024).getBytes(US_ASCII);
    try (RawServer server =
            RawServer.answering(
                (_, out) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
                          .getBytes(US_ASCII));
                  while (true) {
                    out.write(blanks);
                  }
                });
        Client client =
            Client.of(
                Client.connection(server.url(), Duration.ofSeconds(30))
                    .withMaxBodyBytes(1_000_000))) {

      XSeriesException.Unreadable e =
          catchThrowableOfType(
              XSeriesException.Unreadable.class,
              () -> client.api.createConsignment(Client.CALLER, DRAFT));

      assertThat(e).hasMessageContaining("longer than 1000000 bytes");
      assertThat(e.outcomeIsUnknown()).isTrue();
      assertThat(server.sawTheClientGoAway()).isTrue();
    }
  }

  @Test
  void tenMegabytesOfJsonAreRead() throws Exception {
    String padding = "x".repeat(10 * 1024 * 1024);
    try (RawServer server =
            RawServer.answeringJson(
                "200 OK",
                """
                {"data": {"id": "a1", "type": "SUPPLIER", "status": "OPEN", "outlet_id": "o1",
                 "name": "n", "padding": "%s"}}\
                """
                    .formatted(padding));
        Client client = Client.of(server.url())) {

      Consignment consignment = client.api.consignment(Client.CALLER, ID);

      assertThat(consignment.id()).isEqualTo(new ConsignmentId("a1"));
      assertThat(client.onlyEntry().responseBytes()).isGreaterThan(10 * 1024 * 1024);
      assertThat(client.onlyEntry().responseBody()).hasSizeLessThan(9_000);
    }
  }

  @Test
  void aBodyThatDripsForEverEndsAtTheRequestTimeout() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (_, out) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
                          .getBytes(US_ASCII));
                  var pause = new CountDownLatch(1);
                  while (!pause.await(20, TimeUnit.MILLISECONDS)) {
                    out.write(' ');
                    out.flush();
                  }
                });
        Client client = Client.of(server.url(), Duration.ofMillis(700))) {
      long start = System.nanoTime();

      XSeriesException.Unavailable e =
          catchThrowableOfType(
              XSeriesException.Unavailable.class,
              () -> client.api.createConsignment(Client.CALLER, DRAFT));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      assertThat(e.outcomeIsUnknown()).isTrue();
      assertThat(e.status()).isNull();
      assertThat(e).hasMessageContaining("700 ms").hasMessageContaining("read back");
      assertThat(server.sawTheClientGoAway()).isTrue();
    }
  }

  @Test
  void aServerThatNeverAnswersEndsAtTheRequestTimeout() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawServer server = RawServer.answering((_, _) -> end.await());
        Client client = Client.of(server.url(), Duration.ofMillis(500))) {

      assertThatThrownBy(() -> client.api.consignment(Client.CALLER, ID))
          .isInstanceOfSatisfying(
              XSeriesException.Unavailable.class,
              e -> {
                assertThat(e.wasSent()).isTrue();
                assertThat(e.outcomeIsUnknown()).as("reading changes nothing").isFalse();
              });
    } finally {
      end.countDown();
    }
  }

  @Test
  void aReadBrokenOffIsNotRepeatedBehindTheBudgetsBack() throws Exception {
    try (RawServer server = RawServer.answering((_, _) -> {});
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.consignment(Client.CALLER, ID))
          .isInstanceOf(XSeriesException.Unavailable.class);

      assertThat(server.requests()).hasSize(1);
      assertThat(client.budget.events).containsExactly("acquire BACKGROUND", "ended");
    }
  }

  @Test
  void aWriteCutOffByAResetMayHaveBeenCarriedOut() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (connection, _) -> {
                  connection.setSoLinger(true, 0);
                  connection.close();
                });
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.createConsignment(Client.CALLER, DRAFT))
          .isInstanceOfSatisfying(
              XSeriesException.Unavailable.class, e -> assertThat(e.outcomeIsUnknown()).isTrue());
      assertThat(server.requests()).hasSize(1);
      assertThat(client.onlyEntry().status()).isNull();
      assertThat(client.onlyEntry().error()).isNotNull();
    }
  }

  @Test
  void aRefusedConnectionSentNothing() throws Exception {
    try (Client client = Client.of(URI.create("http://127.0.0.1:" + portNobodyListensOn()))) {

      assertThatThrownBy(() -> client.api.createConsignment(Client.CALLER, DRAFT))
          .isInstanceOfSatisfying(
              XSeriesException.Unavailable.class,
              e -> {
                assertThat(e.wasSent()).isFalse();
                assertThat(e.outcomeIsUnknown()).isFalse();
                assertThat(e).hasMessageContaining("refused. Nothing was sent");
              });
    }
  }

  @Test
  void anUnknownHostIsToldInWords() throws Exception {
    try (Client client = Client.of(URI.create("http://no-such-store.invalid"))) {

      assertThatThrownBy(() -> client.api.user(Client.CALLER))
          .isInstanceOf(XSeriesException.Unavailable.class)
          .hasMessageContaining("the host name is not known. Nothing was sent");
    }
  }

  @Test
  void anAnswerShorterThanItSaysMayHaveBeenCarriedOut() throws Exception {
    try (RawServer server =
            RawServer.answering(
                (_, out) ->
                    out.write(
                        ("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 500\r\n\r\n{\"data\": {\"id\": \"a")
                            .getBytes(US_ASCII)));
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.createConsignment(Client.CALLER, DRAFT))
          .isInstanceOfSatisfying(
              XSeriesException.class, e -> assertThat(e.outcomeIsUnknown()).isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "null",
        "{",
        "{\"data\": {\"id\": \"a1\"",
        "{} trailing",
        "[]",
        "42",
        "\"text\"",
        "{\"data\": null}",
        "{\"data\": []}",
        "{\"data\": [{\"id\": \"a1\"}, {\"id\": \"a2\"}]}",
        "{\"data\": {}}",
        "{\"data\": {\"id\": \"a1\", \"type\": \"SUPPLIER\", \"status\": \"OPEN\"}}",
        "{\"data\": {\"id\": \"../../x\", \"type\": \"T\", \"status\": \"S\", \"outlet_id\":"
            + " \"o\"}}",
        "{\"data\": {\"id\": {\"x\": 1}, \"type\": \"T\", \"status\": \"S\", \"outlet_id\":"
            + " \"o\"}}",
        "{\"error\": \"something broke\"}",
        "{\"errors\": {\"global\": [\"something broke\"]}}",
        "\u0000\u0001\u0002 not json at all",
      })
  void aGoodStatusWithABodyNotAsDocumentedIsUnreadable(String body) throws Exception {
    try (RawServer server = RawServer.answeringJson("200 OK", body);
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.createConsignment(Client.CALLER, DRAFT))
          .isInstanceOfSatisfying(
              XSeriesException.Unreadable.class,
              e -> {
                assertThat(e.outcomeIsUnknown()).isTrue();
                assertThat(e.status()).isEqualTo(200);
                assertThat(e.getMessage())
                    .contains("createConsignment (POST /api/2.0/consignments)");
              });
      assertThat(client.onlyEntry().status()).isEqualTo(200);
      assertThat(client.onlyEntry().error()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"NaN\"",
        "\"Infinity\"",
        "\"ten\"",
        "\"1e999999999\"",
        "1e999999999",
        "{}",
        "true",
        "\"0x10\""
      })
  void aQuantityThatIsNoSensibleNumberIsUnreadable(String count) throws Exception {
    try (RawServer server =
            RawServer.answeringJson(
                "200 OK", "{\"data\": [{\"product_id\": \"p1\", \"count\": " + count + "}]}");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.consignmentProducts(Client.CALLER, ID, 0))
          .isInstanceOf(XSeriesException.Unreadable.class);
    }
  }

  @Test
  void aNumberOfAMillionDigitsIsUnreadable() throws Exception {
    try (RawServer server =
            RawServer.answeringJson(
                "200 OK",
                "{\"data\": [{\"product_id\": \"p1\", \"count\": "
                    + "9".repeat(1_000_000)
                    + "}]}");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.consignmentProducts(Client.CALLER, ID, 0))
          .isInstanceOf(XSeriesException.Unreadable.class);
    }
  }

  @Test
  void deepNestingIsUnreadableAndNotAStackOverflow() throws Exception {
    int depth = 200_000;
    try (RawServer server =
            RawServer.answeringJson("200 OK", "[".repeat(depth) + "]".repeat(depth));
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.products(Client.CALLER, 0))
          .isInstanceOf(XSeriesException.Unreadable.class);
    }
  }

  @Test
  void anHtmlPageWithAGoodStatusIsUnreadableAndItsBeginningIsKept() throws Exception {
    try (RawServer server =
            RawServer.answering(
                "200 OK",
                "text/html; charset=utf-8",
                "",
                "<html>\n<h1>Sign in to the hotel network</h1>" + "x".repeat(5_000));
        Client client = Client.of(server.url())) {

      XSeriesException.Unreadable e =
          catchThrowableOfType(
              XSeriesException.Unreadable.class,
              () -> client.api.deleteConsignment(Client.CALLER, ID));

      assertThat(e).hasMessageContaining("text/html; charset=utf-8, not JSON");
      assertThat(e.excerpt()).startsWith("<html> <h1>Sign in to the hotel network").hasSize(500);
    }
  }

  @Test
  void aJsonBodyOfAVendorTypeOrWithoutATypeIsRead() throws Exception {
    String body = "{\"data\": {\"id\": \"u1\", \"username\": \"ann\"}}";
    try (RawServer vendorType =
            RawServer.answering("200 OK", "application/vnd.api+json; charset=utf-8", "", body);
        RawServer noType =
            RawServer.answering(
                (_, out) ->
                    out.write(
                        ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(US_ASCII)));
        Client first = Client.of(vendorType.url());
        Client second = Client.of(noType.url())) {

      assertThat(first.api.user(Client.CALLER).username()).isEqualTo("ann");
      assertThat(second.api.user(Client.CALLER).username()).isEqualTo("ann");
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (RawServer elsewhere = RawServer.answeringJson("200 OK", "{}");
        RawServer server =
            RawServer.answering(
                "302 Found", "text/html", "Location: " + elsewhere.url() + "/login\r\n", "");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.user(Client.CALLER))
          .isInstanceOf(XSeriesException.Unreadable.class)
          .hasMessageContaining("a redirect to " + elsewhere.url() + "/login");
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void anInterruptedCallStopsAtOnceAndIsLoggedAsUnknown() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (RawServer server =
            RawServer.answering(
                (_, _) -> {
                  arrived.countDown();
                  end.await();
                });
        Client client = Client.of(server.url(), Duration.ofMinutes(1))) {
      Thread calling =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      client.api.createConsignment(Client.CALLER, DRAFT);
                    } catch (InterruptedException e) {
                      stopped.countDown();
                    }
                  });
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

      calling.interrupt();

      assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.onlyEntry().error()).contains("may have been carried out");
    } finally {
      end.countDown();
    }
  }

  private static int portNobodyListensOn() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
