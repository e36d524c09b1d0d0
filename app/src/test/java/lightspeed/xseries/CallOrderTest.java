package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happens before and after a request, and what is told about it.
class CallOrderTest {
  private static final ConsignmentDraft DRAFT =
      ConsignmentDraft.openOrder("o1", "s1", "Order").withReference("PO-1042");
  private static final String CREATED =
      """
      {"data": {"id": "c1", "type": "SUPPLIER", "status": "OPEN", "outlet_id": "o1", "name": "Order",
       "api_token": "other-secret"}}\
      """;

  @Test
  void theLastCheckRunsAfterTheGrantAndBeforeTheRequest() throws Exception {
    try (RawServer server = RawServer.answeringJson("201 Created", CREATED);
        Client client = Client.of(server.url())) {
      List<String> seen = new ArrayList<>();

      client.api.createConsignment(
          Client.CALLER.beforeSending(
              () -> {
                seen.addAll(client.budget.events);
                seen.add(server.requests().size() + " requests");
              }),
          DRAFT);

      assertThat(seen).containsExactly("acquire BACKGROUND", "0 requests");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void nothingIsSentWhenTheLastCheckThrows() throws Exception {
    try (RawServer server = RawServer.answeringJson("201 Created", CREATED);
        Client client = Client.of(server.url())) {
      RuntimeException lost = new IllegalStateException("the lease is lost");
      Caller caller =
          Client.CALLER.beforeSending(
              () -> {
                throw lost;
              });

      assertThatThrownBy(() -> client.api.createConsignment(caller, DRAFT)).isSameAs(lost);

      assertThat(server.requests()).isEmpty();
      assertThat(client.log).isEmpty();
    }
  }

  @Test
  void aRequestSaysWhoSendsItAndWhatItWants() throws Exception {
    try (RawServer server = RawServer.answeringJson("201 Created", CREATED);
        Client client = Client.of(server.url())) {

      client.api.createConsignment(Client.CALLER, DRAFT);

      assertThat(server.requests().getFirst())
          .startsWith("POST /api/2.0/consignments HTTP/1.1\n")
          .containsIgnoringCase("\nauthorization: bearer " + Client.TOKEN + "\n")
          .containsIgnoringCase("\nuser-agent: lightspeed-integration/test\n")
          .containsIgnoringCase("\naccept: application/json\n")
          .containsIgnoringCase("\ncontent-type: application/json\n")
          .doesNotContainIgnoringCase("upgrade")
          .endsWith("\"reference\":\"PO-1042\",\"supplier_id\":\"s1\"}");
    }
  }

  @Test
  void theLogGetsEveryFactAndNoSecret() throws Exception {
    try (RawServer server =
            RawServer.answering(
                "201 Created",
                "application/json",
                "X-RateLimit-Limit: 350\r\nX-RateLimit-Remaining: 349\r\n",
                CREATED);
        Client client = Client.of(server.url())) {

      client.api.createConsignment(Client.CALLER, DRAFT);

      CallLog.Entry entry = client.onlyEntry();
      assertThat(entry.operation()).isEqualTo("createConsignment");
      assertThat(entry.caller()).isEqualTo(Client.CALLER);
      assertThat(entry.method()).isEqualTo("POST");
      assertThat(entry.path()).isEqualTo("/api/2.0/consignments");
      assertThat(entry.status()).isEqualTo(201);
      assertThat(entry.duration()).isPositive();
      assertThat(entry.requestBytes()).isPositive();
      assertThat(entry.responseBytes()).isEqualTo(CREATED.length());
      assertThat(entry.budgetLimit()).isEqualTo(350);
      assertThat(entry.budgetRemaining()).isEqualTo(349);
      assertThat(entry.requestBody()).contains("PO-1042");
      assertThat(entry.responseBody()).contains("\"api_token\": \"****\"");
      assertThat(entry.error()).isNull();
      assertThat(entry.toString()).doesNotContain(Client.TOKEN, "other-secret");
      assertThat(client.budget.events)
          .containsExactly("acquire BACKGROUND", "reported 350 349", "ended");
    }
  }

  @Test
  void limitHeadersThatMakeNoSenseCountAsMissing() throws Exception {
    try (RawServer server =
            RawServer.answering(
                "201 Created",
                "application/json",
                "X-RateLimit-Limit: lots\r\nX-RateLimit-Remaining: -3\r\n",
                CREATED);
        Client client = Client.of(server.url())) {

      client.api.createConsignment(Client.CALLER, DRAFT);

      assertThat(client.budget.events)
          .containsExactly("acquire BACKGROUND", "reported null null", "ended");
    }
  }

  @Test
  void aServerThatRepeatsTheTokenDoesNotPutItIntoAMessage() throws Exception {
    try (RawServer server =
            RawServer.answeringJson(
                "401 Unauthorized", "{\"error\": \"bad token " + Client.TOKEN + "\"}");
        Client client = Client.of(server.url())) {

      assertThatThrownBy(() -> client.api.user(Client.CALLER))
          .hasMessageContaining("bad token ****")
          .hasMessageNotContaining(Client.TOKEN);
      assertThat(client.onlyEntry().toString()).doesNotContain(Client.TOKEN);
    }
  }

  @Test
  void aClosedClientSendsNothing() throws Exception {
    try (RawServer server = RawServer.answeringJson("201 Created", CREATED)) {
      Client client = Client.of(server.url());
      client.close();

      assertThatThrownBy(() -> client.api.createConsignment(Client.CALLER, DRAFT))
          .isInstanceOfSatisfying(
              XSeriesException.Unavailable.class, e -> assertThat(e.wasSent()).isFalse());
      assertThat(server.requests()).isEmpty();
    }
  }
}
