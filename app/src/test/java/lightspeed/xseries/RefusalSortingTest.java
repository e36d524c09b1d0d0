package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that say no.
class RefusalSortingTest {
  private static final ConsignmentId ID = new ConsignmentId("c1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\": \"Access token is not valid\"} | Access token is not valid",
        "{\"error\": \"Bad\", \"message\": \"Name is needed\"} | Bad; Name is needed",
        "{\"errors\": {\"global\": [\"cannot update status with no products\"]}, \"reference\":"
            + " \"r\"} | cannot update status with no products",
        "{\"status\": \"error\", \"error\": \"No\", \"details\": \"because\"} | No; because",
        "{\"errors\": [\"one\", \"two\"]} | one; two",
        "{\"errors\": {\"name\": [\"is needed\"], \"outlet_id\": \"is unknown\"}}"
            + " | name: is needed; outlet_id: is unknown",
        "{\"errors\": [{\"field\": \"sku\", \"message\": \"is taken\"}]} | sku: is taken",
        "{\"error\": {\"code\": 17, \"message\": \"deep\"}} | deep",
        "\"just text\" | just text",
      })
  void theVendorsWordsAreKeptWhateverTheShape(String body, String words) throws Exception {
    try (RawServer server = RawServer.answeringJson("422 Unprocessable Entity", body);
        Client client = Client.of(server.url())) {

      XSeriesException.Rejected e =
          catchThrowableOfType(
              XSeriesException.Rejected.class,
              () -> client.api.deleteConsignment(Client.CALLER, ID));

      assertThat(e.status()).isEqualTo(422);
      assertThat(String.join("; ", e.messages())).isEqualTo(words);
      assertThat(e)
          .hasMessageContaining(words)
          .hasMessageContaining("deleteConsignment (DELETE /api/2.0/consignments/c1)");
      assertThat(e.outcomeIsUnknown()).isFalse();
    }
  }

  @Test
  void codeAndFieldsOfARejectionAreFacts() throws Exception {
    try (RawServer server =
            RawServer.answeringJson(
                "400 Bad Request", "{\"code\": \"E7\", \"errors\": {\"name\": [\"a\", \"b\"]}}");
        Client client = Client.of(server.url())) {

      XSeriesException.Rejected e =
          catchThrowableOfType(
              XSeriesException.Rejected.class, () -> client.api.consignment(Client.CALLER, ID));

      assertThat(e.code()).isEqualTo("E7");
      assertThat(e.fields()).isEqualTo(Map.of("name", List.of("a", "b")));
    }
  }

  @Test
  void aRejectionWithoutAReasonStillTellsWhatWasRejected() throws Exception {
    try (RawServer server = RawServer.answeringJson("409 Conflict", "{}");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.consignment(Client.CALLER, ID))
          .isInstanceOf(XSeriesException.Rejected.class)
          .hasMessageContaining("with 409: {}.");
    }
  }

  @Test
  void aRefusalWithoutABodyIsNotLightspeedsOwn() throws Exception {
    try (RawServer server = RawServer.answeringJson("404 Not Found", "");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.consignment(Client.CALLER, ID))
          .isInstanceOf(XSeriesException.Unreadable.class);
    }
  }

  @Test
  void aForbiddenCallIsARefusalLikeOthers() throws Exception {
    try (RawServer server =
            RawServer.answeringJson("403 Forbidden", "{\"error\": \"Not for this user\"}");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.user(Client.CALLER))
          .isInstanceOfSatisfying(
              XSeriesException.Rejected.class,
              e -> {
                assertThat(e.status()).isEqualTo(403);
                assertThat(e.messages()).containsExactly("Not for this user");
                assertThat(e).hasMessageContaining("users:read");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 Bad Request", "403 Forbidden", "404 Not Found", "422 No"})
  void aRefusalThatIsNotLightspeedsOwnIsNoRefusal(String status) throws Exception {
    try (RawServer server = RawServer.answering(status, "text/html", "", "<html>Blocked</html>");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.deleteConsignment(Client.CALLER, ID))
          .isInstanceOfSatisfying(
              XSeriesException.Unreadable.class,
              e -> {
                assertThat(e.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
                assertThat(e.outcomeIsUnknown()).isTrue();
                assertThat(e).hasMessageContaining("Blocked");
              });
    }
  }

  @Test
  void aServerInTroubleMaySayWhenToAskAgain() throws Exception {
    try (RawServer server =
            RawServer.answering("503 Busy", "text/plain", "Retry-After: 40\r\n", "later");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.user(Client.CALLER))
          .isInstanceOfSatisfying(
              XSeriesException.Unavailable.class,
              e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(40)));
    }
  }

  @Test
  void refusedCredentialsAreToldApart() throws Exception {
    try (RawServer server =
            RawServer.answeringJson(
                "401 Unauthorized", "{\"error\": \"Access token is not valid\"}");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.user(Client.CALLER))
          .isInstanceOfSatisfying(
              XSeriesException.Unauthorized.class,
              e -> {
                assertThat(e.status()).isEqualTo(401);
                assertThat(e.messages()).containsExactly("Access token is not valid");
                assertThat(e).hasMessageContaining("vend:test");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 Oops", "502 Bad Gateway", "503 Busy", "504 Timeout", "408 Slow"})
  void aServerInTroubleMayHaveCarriedOutAWrite(String status) throws Exception {
    try (RawServer server =
            RawServer.answering(status, "text/html", "", "<html>Bad gateway</html>");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.deleteConsignment(Client.CALLER, ID))
          .isInstanceOfSatisfying(
              XSeriesException.Unavailable.class,
              e -> {
                assertThat(e.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
                assertThat(e.outcomeIsUnknown()).isTrue();
                assertThat(e).hasMessageContaining("Bad gateway");
              });
      assertThat(client.budget.events)
          .as("a proxy's page says nothing about the limit")
          .containsExactly("acquire BACKGROUND", "ended");
    }
  }

  @Test
  void aUsedUpLimitWaitsByTheServersClockNotOurs() throws Exception {
    try (RawServer server =
            RawServer.answering(
                "429 Too Many Requests",
                "application/json",
                String.join(
                    "\r\n",
                    "Date: Fri, 20 Nov 2026 11:00:00 GMT",
                    "Retry-After: Fri, 20 Nov 2026 11:00:42 GMT",
                    "X-RateLimit-Limit: 350",
                    "X-RateLimit-Remaining: 0",
                    ""),
                "{\"error\": \"Too Many Requests\", \"message\": \"Rate limiting enforced\"}");
        Client client = Client.of(server.url())) {

      XSeriesException.RateLimited e =
          catchThrowableOfType(
              XSeriesException.RateLimited.class,
              () -> client.api.deleteConsignment(Client.CALLER, ID));

      assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(42));
      assertThat(e.outcomeIsUnknown()).isFalse();
      assertThat(client.budget.events)
          .containsExactly("acquire BACKGROUND", "reported 350 0", "refused PT42S", "ended");
    }
  }

  @Test
  void anOldStyleRetryAfterInTheBodyIsRead() throws Exception {
    try (RawServer server =
            RawServer.answering(
                "429 Too Many Requests",
                "application/json",
                "Date: Fri, 20 Nov 2026 11:00:00 GMT\r\n",
                "{\"error\": \"x\", \"retry-after\": \"Fri, 20 Nov 2026 11:00:07 GMT\"}");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.user(Client.CALLER))
          .isInstanceOfSatisfying(
              XSeriesException.RateLimited.class,
              e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }
  }
}
