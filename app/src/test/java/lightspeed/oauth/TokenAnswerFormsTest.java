package lightspeed.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lightspeed.config.Secret;
import lightspeed.json.Json;
import lightspeed.xseries.OddForms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The answer of the token endpoint with each member in every form. The pair before it is dead
/// already, so nothing but a missing access token may lose it.
final class TokenAnswerFormsTest {
  private static final String ANSWER =
      """
      {"access_token": "at_1", "token_type": "Bearer", "expires": 1792137600,
       "expires_in": 86400, "refresh_token": "rt_1", "domain_prefix": "store",
       "scope": "consignments:read outlets:read"}\
      """;
  private static final OAuthClient CLIENT = new OAuthClient("app", new Secret("secret"));
  private static final Secret OLD = new Secret("rt_0");

  private final TokenEndpoint endpoint = new TokenEndpoint();
  private HttpServer server;
  private volatile String body = ANSWER;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    endpoint.close();
  }

  @Test
  void nothingButAMissingAccessTokenLosesThePair() throws Exception {
    JsonNode answer = Json.untrusted().readTree(ANSWER);
    int read = 0;
    int refused = 0;
    for (OddForms.Member member : OddForms.members(answer)) {
      for (OddForms.Form form : OddForms.all()) {
        JsonNode changed = answer.deepCopy();
        assertThat(OddForms.change(changed, member, form)).isTrue();
        body = changed.toString();
        String what = member + " as " + form.name();
        boolean isText = form.value() != null && form.value().isString();
        if (member.name().equals("access_token") && !isText) {
          assertThatThrownBy(this::refresh).as(what).isInstanceOf(OAuthFailed.class);
          refused++;
        } else if (!member.name().equals("access_token")) {
          TokenPair pair = refresh();
          assertThat(pair.access().reveal()).as(what).isEqualTo("at_1");
          assertThat(pair.lives()).as(what).isBetween(Duration.ofSeconds(1), Duration.ofDays(366));
          read++;
        }
      }
    }
    System.out.println("Forms of the token answer: " + read + " read, " + refused + " refused");
    assertThat(read).isGreaterThan(100);
  }

  @Test
  void aLifeThatIsNotToldIsTakenForAnHour() throws Exception {
    body = ANSWER.replace("86400", "null");
    assertThat(refresh().lives()).isEqualTo(Duration.ofHours(1));

    body = ANSWER.replace("86400", "\"7200\"");
    assertThat(refresh().lives()).isEqualTo(Duration.ofHours(2));
  }

  private TokenPair refresh() throws OAuthFailed, InterruptedException {
    return endpoint.refresh(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), CLIENT, OLD);
  }
}
