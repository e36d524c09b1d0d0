package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lightspeed.audit.ActorName;
import lightspeed.db.TestDatabase;
import lightspeed.json.Json;
import lightspeed.server.Route;
import lightspeed.signin.Actor;
import lightspeed.signin.Role;
import lightspeed.signin.Scope;
import lightspeed.xseries.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// The API as a program meets it: real requests to the whole product, each answer compared with
/// `openapi.json`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestApiTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Actor TEST = new Actor("test", null);
  private static final String ORDERS = "/api/v1/purchase-orders";
  private static final String ORDER = ORDERS + "/{id}";
  private static final String JOBS = "/api/v1/jobs";

  private final HttpClient http = HttpClient.newHttpClient();
  private Emulator emulator;
  private RunningApp running;
  private OpenApiDocument document;
  private String token = "";

  @BeforeAll
  void open(@TempDir Path folder) throws IOException, InterruptedException {
    emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    running =
        new RunningApp(
            DATABASE,
            folder,
            Map.of(
                "LIGHTSPEED_API_URL", emulator.url(),
                "LIGHTSPEED_API_TOKEN", emulator.token(),
                "SYNC_AUTO_ON_APPROVAL", "false"));
    document = new OpenApiDocument(send("GET", "/api/openapi.json", null).body());
  }

  @BeforeEach
  void haveToken() {
    token = token("everything", Set.of(Scope.values()));
  }

  @AfterAll
  void close() throws IOException {
    Set<String> compared = new TreeSet<>();
    document.seen().forEach(call -> compared.add(call.substring(0, call.lastIndexOf(' '))));
    assertThat(compared)
        .as("calls whose answer was compared with the document")
        .containsExactlyInAnyOrderElementsOf(
            document.calls().stream()
                .filter(call -> !OpenApiDocument.isAboutDecisions(call))
                .toList());
    running.close();
    emulator.close();
    http.close();
  }

  private String token(String name, Set<Scope> scopes) {
    return running.app.tokens().create(name, scopes, null, TEST).secret().reveal();
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(running.server.url() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && headers.length == 0) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /// Sends and compares with what the document says of the call.
  private HttpResponse<String> call(
      String method,
      String template,
      String id,
      String query,
      @Nullable String body,
      String... headers)
      throws IOException, InterruptedException {
    var answer = send(method, template.replace("{id}", id) + query, body, headers);
    document.check(method, template, answer);
    return answer;
  }

  private HttpResponse<String> post(String template, String id, @Nullable String body)
      throws IOException, InterruptedException {
    return call("POST", template, id, "", body);
  }

  private HttpResponse<String> get(String template, String id, String query)
      throws IOException, InterruptedException {
    return call("GET", template, id, query, null);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.untrusted().readTree(answer.body());
  }

  private static String code(HttpResponse<String> answer) {
    return json(answer).path("code").asString();
  }

  private String draft(String clientId, int quantity) {
    return """
    {"client_id": "%s", "supplier": "%s", "outlet": "%s", "notes": "from <ERP>",
     "due_at": "2026-12-24T00:00:00Z",
     "lines": [{"sku": "%s", "quantity": %d, "unit_cost": 4.50}]}
    """
        .formatted(
            clientId,
            emulator.suppliers().getFirst().name(),
            emulator.outlets().getFirst().name(),
            sku(),
            quantity);
  }

  private String sku() {
    return emulator.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .findFirst()
        .orElseThrow()
        .sku();
  }

  private String created(String clientId) throws IOException, InterruptedException {
    return json(post(ORDERS, "", draft(clientId, 3))).path("public_id").asString();
  }

  private void work() throws InterruptedException {
    try (var worker = running.app.worker(Set.of())) {
      var _ = worker.drain();
      // The tables were cleared under the running program, which then asks again who it talks to.
      running
          .app
          .database()
          .useTransaction(
              tx ->
                  tx.execute(
                      "UPDATE queue_jobs SET available_at = NOW(6) WHERE status = 'PENDING'"
                          + " AND job_type IN ('sync_po', 'cancel_po')"));
      var _ = worker.drain();
    }
  }

  @Test
  void aProgramBringsAnOrderToLightspeed() throws IOException, InterruptedException {
    var made = post(ORDERS, "", draft("erp-1", 3));
    var id = json(made).path("public_id").asString();
    var approved = post(ORDER + "/approve", id, null);
    var again = post(ORDER + "/approve", id, null);
    var plan = get(ORDER + "/plan", id, "");
    var started = post(ORDER + "/sync", id, null);
    var startedAgain = post(ORDER + "/sync", id, null);
    work();
    var status = json(get(ORDER + "/sync", id, ""));
    var deliveries = json(get(ORDER + "/deliveries", id, ""));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).path("created_by").asString()).isEqualTo("test (token everything)");
    assertThat(json(approved).path("order").path("state").asString()).isEqualTo("APPROVED");
    assertThat(json(approved).path("order").path("approved_by").asString())
        .isEqualTo("test (token everything)");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(plan).path("calls").toString()).contains("/consignments/{id}/bulk");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(json(startedAgain).path("job")).isEqualTo(json(started).path("job"));
    assertThat(status.path("order").path("state").asString()).isEqualTo("SENT");
    assertThat(status.path("operations").size()).isGreaterThan(2);
    assertThat(deliveries.path("deliveries")).isEmpty();
    assertThat(deliveries.path("deliveries_note").isNull()).as("nothing came").isTrue();
    assertThat(post(ORDER + "/sync", id, null).statusCode()).isEqualTo(200);
    assertThat(get(JOBS + "/{id}", json(started).path("job").asString(), "").body())
        .contains("COMPLETED");
    assertThat(emulator.consignments(id)).hasSize(1);
    List<String> noted =
        DATABASE.texts(
            "SELECT CONCAT_WS(' ', actor, action, details, source_address)"
                + " FROM audit_log WHERE action LIKE 'api.%' ORDER BY id");
    assertThat(noted)
        .startsWith(
            "test (token everything) api.post.purchase-orders {} 127.0.0.1",
            "test (token everything) api.post.purchase-orders.approve {\"id\":\""
                + id
                + "\"} 127.0.0.1");
  }

  @Test
  void aTokenActsForThePersonWhoMadeItAndIsNoSecondPerson()
      throws IOException, InterruptedException {
    people("ann", "bob");
    running.app.settings().set("approval_second_person_above", "1", "test", null);
    try {
      token = tokenOf("ann", "erp");
      var id = json(post(ORDERS, "", draft("erp-second", 3))).path("public_id").asString();

      token = tokenOf("ann", "other");
      var byAnotherTokenOfHers = post(ORDER + "/approve", id, null);
      assertThat(byAnotherTokenOfHers.statusCode()).isEqualTo(409);
      assertThat(byAnotherTokenOfHers.body()).contains("written by ann");
      assertThatThrownBy(() -> running.app.orders().approve(id, "ann"))
          .as("by hand")
          .hasMessageContaining("written by ann");

      token = tokenOf("bob", "approvals");
      var byBob = json(post(ORDER + "/approve", id, null)).path("order");
      assertThat(byBob.path("created_by").asString()).isEqualTo("ann (token erp)");
      assertThat(byBob.path("approved_by").asString()).isEqualTo("bob (token approvals)");
      assertThat(
              DATABASE.texts(
                  "SELECT DISTINCT "
                      + ActorName.inWords("actor")
                      + " FROM audit_log WHERE actor LIKE '%token erp%'"))
          .containsExactly("ann (token erp)");
    } finally {
      running.app.settings().unset("approval_second_person_above", "test", null);
    }
  }

  @Test
  void aTokenMayNoMoreThanThePersonItActsForAndEndsWithThem()
      throws IOException, InterruptedException {
    people("ann", "bob");
    token = tokenOf("ann", "limited");
    int asAdmin = send("GET", "/api/v1/purchase-orders", null).statusCode();

    running.app.users().changeRole("ann", Role.VIEWER, TEST);
    int reading = send("GET", "/api/v1/purchase-orders", null).statusCode();
    int writing = send("POST", "/api/v1/purchase-orders", draft("erp-no", 3)).statusCode();
    running.app.users().disable("ann", TEST);

    assertThat(asAdmin).isEqualTo(200);
    assertThat(reading).isEqualTo(200);
    assertThat(writing).isEqualTo(403);
    assertThat(send("GET", "/api/v1/purchase-orders", null).statusCode()).isEqualTo(401);
  }

  private void people(String... names) throws InterruptedException {
    for (var name : names) {
      running.app.users().create(name, Role.ADMIN, "correct horse battery", TEST);
    }
  }

  private String tokenOf(String person, String name) {
    return running
        .app
        .tokens()
        .create(name, Set.of(Scope.values()), null, new Actor(person, null))
        .secret()
        .reveal();
  }

  @Test
  void askingTwiceUnderOneIdMakesOneOrder() throws IOException, InterruptedException {
    var first = post(ORDERS, "", draft("erp-2", 3));
    var second = post(ORDERS, "", draft("erp-2", 3).replace("4.50", "4.5"));
    var other = post(ORDERS, "", draft("erp-2", 4));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("id")).isEqualTo(json(first).path("id"));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(code(other)).isEqualTo("conflict");
    assertThat(json(get(ORDERS, "", "")).path("orders")).hasSize(1);
  }

  @Test
  void askingTwentyTimesAtOnceMakesOneOrder() throws Exception {
    Callable<Integer> ask = () -> send("POST", ORDERS, draft("erp-3", 3)).statusCode();

    List<Integer> answers = new ArrayList<>();
    try (var all = Executors.newFixedThreadPool(20)) {
      for (var answer : all.invokeAll(java.util.Collections.nCopies(20, ask))) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).containsOnly(200, 201).containsOnlyOnce(201);
    assertThat(json(get(ORDERS, "", "")).path("orders")).hasSize(1);
  }

  @Test
  void aDraftIsReplacedOnlyAsItWasSeen() throws IOException, InterruptedException {
    var id = created("erp-4");
    var seen = get(ORDER, id, "").headers().firstValue("ETag").orElseThrow();
    var body = draft("x", 9).replace("\"client_id\": \"x\", ", "");

    var changed =
        call("PUT", ORDER, id, "", body, "If-Match", seen, "Content-Type", "application/json");
    var late =
        call("PUT", ORDER, id, "", body, "If-Match", seen, "Content-Type", "application/json");
    post(ORDER + "/approve", id, null);
    var beyond = call("PUT", ORDER, id, "", body);

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(json(changed).path("total_quantity").asInt()).isEqualTo(9);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(beyond.statusCode()).isEqualTo(409);
    assertThat(audited()).contains("order.edit by test (token everything)");
  }

  @Test
  void aDraftIsApprovedOnlyAsItWasSeen() throws IOException, InterruptedException {
    var id = created("erp-4a");
    var seen = get(ORDER, id, "").headers().firstValue("ETag").orElseThrow();
    var body = draft("x", 9).replace("\"client_id\": \"x\", ", "");
    call("PUT", ORDER, id, "", body);

    var late = call("POST", ORDER + "/approve", id, "", "", "If-Match", seen);
    var nonsense = call("POST", ORDER + "/approve", id, "", "", "If-Match", "yesterday");
    var now = get(ORDER, id, "").headers().firstValue("ETag").orElseThrow();
    var approved = call("POST", ORDER + "/approve", id, "", "", "If-Match", now);
    var again = call("POST", ORDER + "/approve", id, "", "", "If-Match", now);

    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(nonsense.statusCode()).isEqualTo(400);
    assertThat(approved.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).as("a lost answer is asked for again").isEqualTo(200);
  }

  @Test
  void anOrderIsCancelledAndReopenedOnlyAsItWasSeen() throws IOException, InterruptedException {
    var id = created("erp-4c");
    var draft = get(ORDER, id, "").headers().firstValue("ETag").orElseThrow();
    post(ORDER + "/approve", id, null);
    var approved = get(ORDER, id, "").headers().firstValue("ETag").orElseThrow();

    var lateCancel = call("POST", ORDER + "/cancel", id, "", "", "If-Match", draft);
    var nonsense = call("POST", ORDER + "/cancel", id, "", "", "If-Match", "yesterday");
    var lateReopen = call("POST", ORDER + "/reopen", id, "", "", "If-Match", draft);
    var cancelled = call("POST", ORDER + "/cancel", id, "", "", "If-Match", approved);
    var again = call("POST", ORDER + "/cancel", id, "", "", "If-Match", approved);

    assertThat(lateCancel.statusCode()).isEqualTo(412);
    assertThat(json(lateCancel).path("code").asString()).isEqualTo("changed_meanwhile");
    assertThat(nonsense.statusCode()).isEqualTo(400);
    assertThat(lateReopen.statusCode()).isEqualTo(412);
    assertThat(cancelled.statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).as("a lost answer is asked for again").isEqualTo(200);
  }

  @Test
  void aRefusalNamesACallAndNoCommand() throws IOException, InterruptedException {
    var id = created("erp-4b");
    var unapproved = post(ORDER + "/sync", id, null);
    post(ORDER + "/cancel", id, null);
    var cancelled = post(ORDER + "/approve", id, null);

    assertThat(unapproved.body())
        .contains("Approve it first: POST /api/v1/purchase-orders/{id}/approve");
    assertThat(cancelled.body()).contains("POST /api/v1/purchase-orders/{id}/reopen");
  }

  private List<String> audited() {
    return DATABASE.texts(
        "SELECT CONCAT(action, ' by ', "
            + ActorName.inWords("actor")
            + ") FROM audit_log ORDER BY id");
  }

  @Test
  void cancellingIsSaidToLightspeedToo() throws IOException, InterruptedException {
    var draft = created("erp-5");
    var sent = created("erp-6");
    post(ORDER + "/approve", sent, null);
    post(ORDER + "/sync", sent, null);
    work();

    var here = post(ORDER + "/cancel", draft, null);
    var there = post(ORDER + "/cancel", sent, null);
    work();

    assertThat(here.statusCode()).isEqualTo(200);
    assertThat(there.statusCode()).isEqualTo(202);
    assertThat(json(get(ORDER, sent, "")).path("state").asString()).isEqualTo("CANCELLED");
    assertThat(post(ORDER + "/approve", draft, null).statusCode()).isEqualTo(409);
    assertThat(audited()).contains("order.cancel by test (token everything)");
  }

  @Test
  void aDueDateIsADayAndAMomentIsTheDayItFallsOnAtTheOutlet()
      throws IOException, InterruptedException {
    DATABASE
        .database()
        .useTransaction(
            handle ->
                handle.execute(
                    "INSERT INTO vend_outlets (id, name, time_zone, version)"
                        + " VALUES ('west', 'West', 'America/New_York', 1)"
                        + " ON DUPLICATE KEY UPDATE name = 'West'"));
    var west =
        """
        {"supplier": "Acme", "outlet": "West", "due_at": "%s",
         "lines": [{"sku": "A", "quantity": 1, "unit_cost": 1}]}
        """;

    var day = post(ORDERS, "", west.formatted("2026-12-01"));
    var moment = post(ORDERS, "", west.formatted("2026-12-01T00:00:00Z"));
    var wrong = post(ORDERS, "", west.formatted("soon"));

    assertThat(json(day).path("due_at").asString()).isEqualTo("2026-12-01");
    assertThat(json(moment).path("due_at").asString()).isEqualTo("2026-11-30");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("year-month-day");
  }

  @Test
  void whatWasNeverSentBecomesADraftAgain() throws IOException, InterruptedException {
    var cancelled = created("reopen-1");
    var sent = created("reopen-2");
    post(ORDER + "/cancel", cancelled, null);
    post(ORDER + "/approve", sent, null);
    post(ORDER + "/sync", sent, null);
    work();

    var reopened = post(ORDER + "/reopen", cancelled, null);
    var again = post(ORDER + "/reopen", cancelled, null);
    var refused = post(ORDER + "/reopen", sent, null);

    assertThat(reopened.statusCode()).isEqualTo(200);
    assertThat(json(reopened).path("order").path("state").asString()).isEqualTo("DRAFT");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("is in Lightspeed (SENT)");
    assertThat(audited()).contains("order.reopen by test (token everything)");
  }

  @Test
  void pagesHoldEveryOrderOnce() throws IOException, InterruptedException {
    for (int i = 0; i < 5; i++) {
      created("page-" + i);
    }

    var found = new ArrayList<String>();
    var query = "?limit=2";
    while (true) {
      var page = json(get(ORDERS, "", query));
      page.path("orders").forEach(order -> found.add(order.path("public_id").asString()));
      if (page.path("next_cursor").isNull()) {
        break;
      }
      query = "?limit=2&cursor=" + page.path("next_cursor").asString();
    }

    assertThat(found).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void jobsAreLookedAtRetriedAndCancelled() throws IOException, InterruptedException {
    var id = created("erp-7");
    post(ORDER + "/approve", id, null);
    var job = json(post(ORDER + "/sync", id, null)).path("job").asString();

    var cancelled = post(JOBS + "/{id}/cancel", job, null);
    var retried = post(JOBS + "/{id}/retry", job, null);
    var list = json(get(JOBS, "", "?status=PENDING&type=sync_po"));

    assertThat(json(cancelled).path("result").asString()).isEqualTo("CANCELLED");
    assertThat(json(retried).path("status").asString()).isEqualTo("PENDING");
    assertThat(list.path("jobs").get(0).path("id").asString()).isEqualTo(job);
    assertThat(get(JOBS + "/{id}", "job_999999", "").statusCode()).isEqualTo(404);
    assertThat(get(JOBS + "/{id}", "x", "").statusCode()).isEqualTo(404);
    work();
    assertThat(post(JOBS + "/{id}/retry", job, null).statusCode()).isEqualTo(409);
  }

  @Test
  void productsDeliveriesAndHealthAreSeen() throws IOException, InterruptedException {
    var _ = running.app.pullCatalog().pull(Caller.person(), false, (_, _) -> {});
    DATABASE
        .database()
        .useTransaction(
            handle ->
                handle.execute(
                    """
                    INSERT INTO lightspeed_webhooks (event_type, body, verified_by, source_address)
                    VALUES ('consignment.send', '{}', 'SIGNATURE', '192.0.2.1')
                    """));
    var sku = sku();

    var first = json(get("/api/v1/products", "", "?limit=2"));
    var second =
        json(
            get("/api/v1/products", "", "?limit=2&cursor=" + first.path("next_cursor").asString()));
    var found = json(get("/api/v1/products", "", "?search=" + sku));
    var deliveries = json(get("/api/v1/webhook-deliveries", "", ""));
    var delivery = deliveries.path("deliveries").get(0).path("id").toString();
    var replayed = post("/api/v1/webhook-deliveries/{id}/replay", delivery, null);
    var health = get("/api/v1/health", "", "");

    assertThat(first.path("products").get(0)).isNotEqualTo(second.path("products").get(0));
    assertThat(found.path("products").get(0).path("sku").asString()).isEqualTo(sku);
    assertThat(replayed.statusCode()).isEqualTo(202);
    assertThat(health.statusCode()).isIn(200, 503);
    assertThat(post("/api/v1/webhook-deliveries/{id}/replay", "999999", null).statusCode())
        .isEqualTo(404);
    document.check("GET", "/api/openapi.json", send("GET", "/api/openapi.json", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                          | 400 | malformed_json
          null                                       | 400 | malformed_json
          []                                         | 422 | invalid_input
          {"supplier": "S", "outlet": "O"}           | 422 | invalid_input
          {"supplier": "S", "outlet": "O", "lines": [], "state": "SENT"} | 422 | invalid_input
          {"supplier": "S", "supplier": "T"}         | 400 | malformed_json
          {"supplier": "S", "outlet": "O", "lines": []} {} | 422 | invalid_input
          {"supplier": "S", "outlet": "O", "lines": [{"sku": "A", "quantity": "3", "unit_cost": 1}]} | 422 | invalid_input
          {"supplier": "S", "outlet": "O", "lines": [{"sku": "A", "quantity": 1e999999999, "unit_cost": 1}]} | 422 | invalid_input
          {"supplier": "S", "outlet": "O", "lines": [{"sku": "A", "quantity": 0, "unit_cost": -1}]} | 422 | invalid_input
          {"supplier": "=cmd", "outlet": "O", "lines": [null]} | 422 | invalid_input
          """)
  void whatIsNoOrderIsRefusedWithTheReason(String body, int status, String code)
      throws IOException, InterruptedException {
    var answer = send("POST", ORDERS, body);

    document.check("POST", ORDERS, answer);
    assertThat(code(answer)).as(answer.body()).isIn(code, "malformed_json");
    assertThat(answer.statusCode()).isIn(status, 400);
  }

  @Test
  void allThatIsWrongIsToldAtOnceWithItsPlace() throws IOException, InterruptedException {
    var answer =
        send(
            "POST",
            ORDERS,
            """
            {"supplier": "S", "outlet": "O",
             "lines": [{"sku": "A", "quantity": 1, "unit_cost": 1},
                       {"sku": "A", "quantity": 0.5, "unit_cost": -1}]}
            """);

    assertThat(json(answer).path("errors"))
        .extracting(error -> error.path("field").asString())
        .containsExactlyInAnyOrder("lines[2].sku", "lines[2].quantity", "lines[2].unit_cost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=201",
        "?limit=x",
        "?state=LOST",
        "?since=yesterday",
        "?cursor=!!",
        "?cursor=eA",
        "?colour=red",
        "?cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5OSB4"
      })
  void aWrongParameterIsNotPassedOver(String query) throws IOException, InterruptedException {
    var answer = get(ORDERS, "", query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo("invalid_parameter");
  }

  @Test
  void everyRefusalIsAProblem() throws IOException, InterruptedException {
    var unknown = send("GET", "/api/v1/nothing", null);
    var wrongMethod = send("DELETE", ORDERS, null);
    var wrongType = send("POST", ORDERS, "a=b", "Content-Type", "text/plain");
    var noOrder = get(ORDER, "NOBODY", "");
    var strange = send("GET", "/api/v1/jobs/a%2fb", null);
    var secret = token;
    token = "lsi_wrong";
    var noToken = get(ORDERS, "", "");
    token = token("reader", Set.of(Scope.READ));
    var noScope = post(ORDERS, "", draft("x", 1));
    token = secret;
    var tooLarge = send("POST", ORDERS, "{\"notes\": \"" + "x".repeat(5 * 1024 * 1024) + "\"}");

    assertThat(List.of(unknown, wrongMethod, wrongType, noOrder, strange, noToken, noScope))
        .allSatisfy(
            answer -> {
              assertThat(answer.headers().firstValue("Content-Type"))
                  .contains("application/problem+json");
              assertThat(json(answer).path("status").asInt()).isEqualTo(answer.statusCode());
            });
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongType.statusCode()).isEqualTo(415);
    assertThat(strange.statusCode()).isEqualTo(400);
    assertThat(noToken.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(tooLarge.statusCode()).isEqualTo(413);
  }

  @Test
  void aRevokedOrExpiredTokenIsRefusedAtOnce() throws IOException, InterruptedException {
    token =
        running
            .app
            .tokens()
            .create("short", Set.of(Scope.READ), Duration.ofNanos(1), TEST)
            .secret()
            .reveal();
    var expired = get(ORDERS, "", "");
    token = token("gone", Set.of(Scope.READ));
    var before = get(ORDERS, "", "");
    running.app.tokens().revoke("gone", TEST);
    var after = get(ORDERS, "", "");

    assertThat(expired.statusCode()).isEqualTo(401);
    assertThat(before.statusCode()).isEqualTo(200);
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(running.app.tokens().list())
        .filteredOn(one -> one.name().equals("gone"))
        .allSatisfy(one -> assertThat(one.lastUsedAt()).isNotNull());
  }

  @Test
  void aSecretIsNowhereInTheDatabase() {
    assertThat(token).startsWith("lsi_").hasSize(47);

    assertThat(
            DATABASE
                .database()
                .<Long, RuntimeException>read(
                    handle ->
                        handle
                            .createQuery(
                                "SELECT COUNT(*) FROM api_tokens WHERE CONCAT_WS(' ', name,"
                                    + " token_hash, scopes) LIKE CONCAT('%', :secret, '%')")
                            .bind("secret", token.substring(4))
                            .mapTo(Long.class)
                            .one()))
        .isZero();
  }

  @Test
  void aTokenThatRunsWildIsSlowedDown() throws IOException, InterruptedException {
    int status = 0;
    for (int i = 0; i <= 600 && status != 429; i++) {
      status = send("GET", JOBS + "/job_1", null).statusCode();
    }

    assertThat(status).isEqualTo(429);
    var slowed = get(ORDERS, "", "");
    assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void theDocumentNamesEveryRouteWithItsScopeAndNoOther() {
    var routes = new TreeSet<String>();
    var scopes = new TreeSet<String>();
    for (Route route : running.server.routes()) {
      if (route.path().startsWith("/api/")) {
        routes.add(route.method() + " " + route.path());
        scopes.add(route.method() + " " + route.path() + " " + scopeOf(route));
      }
    }

    Set<String> documented = new TreeSet<>();
    document.calls().forEach(call -> documented.add(call + " " + documentedScope(call)));

    assertThat(document.calls()).isEqualTo(routes);
    assertThat(documented).isEqualTo(scopes);
  }

  private static String scopeOf(Route route) {
    for (var scope : Scope.values()) {
      if (route.rights().contains(scope.right())) {
        return scope.word();
      }
    }
    return "-";
  }

  private String documentedScope(String call) {
    var words = call.split(" ", 2);
    return document
        .json()
        .path("paths")
        .path(words[1])
        .path(words[0].toLowerCase(Locale.ROOT))
        .path("x-scope")
        .asString("-");
  }
}
