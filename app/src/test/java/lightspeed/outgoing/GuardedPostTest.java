package lightspeed.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedPostTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] BODY = "{\"ä\":1}".getBytes(StandardCharsets.UTF_8);

  private static OutgoingHttp.Answer post(CannedServer server) throws IOException {
    return new GuardedPost(PATIENCE, true)
        .send(
            URI.create("http://127.0.0.1:" + server.port() + "/in?shop=1"),
            Map.of("X-One", "1"),
            BODY);
  }

  @Test
  void theRequestSaysWhatItIs() throws IOException {
    try (var server = new CannedServer("HTTP/1.1 204 No Content\r\n\r\n")) {
      var answer = post(server);

      assertThat(answer.status()).isEqualTo(204);
      assertThat(server.requests)
          .singleElement()
          .asString()
          .startsWith("POST /in?shop=1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
          .contains("\r\nX-One: 1\r\n", "\r\nContent-Length: 8\r\n")
          .endsWith("\r\n\r\n{\"ä\":1}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~Content-Length: 4~~okay and more | 200 | okay",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2;x=1~ok~3~ay!~0~~ | 200 | okay!",
        "HTTP/1.0 500 Oops~~until the end | 500 | until the end",
        "HTTP/1.1 103 Early Hints~Link: x~~HTTP/1.1 201 Created~~done | 201 | done",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~ | 200 | ''",
        "HTTP/1.1 302 Found~Location: http://127.0.0.1:1/~~ | 302 | ''"
      })
  void theAnswerIsRead(String lines, int status, String excerpt) throws IOException {
    try (var server = new CannedServer(lines.replace("~", "\r\n"))) {
      var answer = post(server);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.excerpt()).isEqualTo(excerpt);
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void ofALongBodyTheBeginningIsKept() throws IOException {
    try (var server = new CannedServer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000))) {
      assertThat(post(server).excerpt()).isEqualTo("x".repeat(500));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n"})
  void whatIsNoAnswerIsAFailure(String text) throws IOException {
    try (var server = new CannedServer(text)) {
      assertThatThrownBy(() -> post(server)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anEndlessHeadIsGivenUp() throws IOException {
    try (var server = new CannedServer("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(20_000))) {
      assertThatThrownBy(() -> post(server)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSilentReceiverIsGivenUp() throws IOException {
    try (var server = new CannedServer("")) {
      var hasty = new GuardedPost(Duration.ofSeconds(1), true);

      assertThatThrownBy(
              () ->
                  hasty.send(
                      URI.create("http://127.0.0.1:" + server.port()), Map.of(), new byte[0]))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("no answer within 1 s");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
  void ourselvesAreNeverCalledUnlessThatIsAllowed(String host) throws IOException {
    try (var server = new CannedServer("HTTP/1.1 200 OK\r\n\r\n")) {
      var address = URI.create("https://" + host + ":" + server.port() + "/");

      assertThatThrownBy(() -> new GuardedPost(PATIENCE, false).send(address, Map.of(), BODY))
          .isInstanceOf(RefusedAddress.class)
          .hasMessageContaining("not an address of the internet");
      assertThat(post(server).isGood()).isTrue();
      assertThat(server.requests).as("only the allowed one").hasSize(1);
    }
  }

  @Test
  void theInternetIsCalledWithTlsOnly() {
    var guarded = new GuardedPost(PATIENCE, false);

    assertThatThrownBy(() -> guarded.send(URI.create("http://8.8.8.8/"), Map.of(), BODY))
        .isInstanceOf(RefusedAddress.class)
        .hasMessageContaining("https://");
    assertThatThrownBy(() -> guarded.send(URI.create("ftp://8.8.8.8/"), Map.of(), BODY))
        .isInstanceOf(RefusedAddress.class);
  }
}
