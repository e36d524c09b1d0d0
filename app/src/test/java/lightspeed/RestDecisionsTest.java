package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import lightspeed.audit.ActorName;
import lightspeed.db.TestDatabase;
import lightspeed.json.Json;
import lightspeed.signin.Actor;
import lightspeed.signin.Scope;
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
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.consignment.Status;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// What programs are shown where something stops in front of a person, and the decisions that they
/// bring: each counts for what was shown and for nothing else. Every answer is compared with
/// `openapi.json`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestDecisionsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String ORDERS = "/api/v1/purchase-orders";
  private static final String DIFF = ORDERS + "/{id}/diff";
  private static final String ADOPT = ORDERS + "/{id}/adopt";
  private static final String BESIDE = ORDERS + "/{id}/beside";
  private static final String REFERENCES = "/api/v1/references";
  private static final String INSTALLATION = "/api/v1/installation";
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

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
                "LIGHTSPEED_API_URL",
                emulator.url(),
                "LIGHTSPEED_API_TOKEN",
                emulator.token(),
                "SYNC_AUTO_ON_APPROVAL",
                "false",
                "SYNC_SETTLE_SECONDS",
                "0.3"));
    document = new OpenApiDocument(send("GET", "/api/openapi.json", null).body());
  }

  @BeforeEach
  void begin() {
    emulator.clearFaults();
    // The tables were cleared under the running program.
    awaitHindrance(false);
    token =
        running
            .app
            .tokens()
            .create("everything", Set.of(Scope.values()), null, new Actor("test", null))
            .secret()
            .reveal();
  }

  @AfterAll
  void close() throws IOException {
    Set<String> compared = new TreeSet<>();
    document.seen().forEach(call -> compared.add(call.substring(0, call.lastIndexOf(' '))));
    assertThat(compared)
        .as("calls whose answer was compared with the document")
        .containsAll(document.calls().stream().filter(OpenApiDocument::isAboutDecisions).toList());
    running.close();
    emulator.close();
    http.close();
  }

  // ---- the register ----

  @Test
  void theNumbersThatTheStoreHasAreReadAndFoundHoweverTheyAreWritten()
      throws IOException, InterruptedException {
    String number = "Keyed By Hand 1";
    String sent = keyed(number, Status.SENT, 1);
    keyed("OTHER-1", Status.OPEN, 0);
    keyed("OTHER-2", Status.OPEN, 0);

    var before = get(REFERENCES, "", "");
    var walked = post(REFERENCES + "/walk", "", "", null);
    var all = get(REFERENCES, "", "?limit=200");
    var found = get(REFERENCES, "", "?reference=keyed%20by%20HAND%201%20");
    var open = get(REFERENCES, "", "?reference=Keyed%20By%20Hand%201&status=OPEN");
    var again = post(REFERENCES + "/walk", "", "?from_start=true", null);

    assertThat(json(before).path("walked_seconds_ago").isNull()).isTrue();
    assertThat(json(walked).path("rows").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(json(all).path("trouble").isNull()).isTrue();
    assertThat(json(all).path("walked_seconds_ago").asInt()).isLessThan(60);
    assertThat(json(found).path("references"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path("id").asString()).isEqualTo(sent);
              assertThat(one.path("status").asString()).isEqualTo("SENT");
              assertThat(one.path("is_ours").asBoolean()).isFalse();
            });
    assertThat(json(open).path("references")).isEmpty();
    assertThat(json(again).path("rows").asInt()).isEqualTo(json(all).path("references").size());
    assertThat(audited()).contains("api.post.references.walk by test (token everything)");
  }

  @Test
  void pagesOfNumbersHoldEachConsignmentOnce() throws IOException, InterruptedException {
    for (int i = 0; i < 5; i++) {
      keyed("PAGE-" + i, i % 2 == 0 ? Status.OPEN : Status.SENT, 1);
    }
    post(REFERENCES + "/walk", "", "", null);
    // Rows that could not be read share the highest version of their page.
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE lightspeed_references r JOIN (SELECT MAX(version) AS newest FROM"
                        + " lightspeed_references) n SET r.version = n.newest"
                        + " WHERE r.reference IN ('PAGE-1', 'PAGE-2', 'PAGE-3')"));

    List<String> all = pages("?limit=2");
    List<String> open = pages("?limit=2&status=OPEN");

    assertThat(all)
        .filteredOn(one -> one.startsWith("PAGE-"))
        .containsExactlyInAnyOrder("PAGE-0", "PAGE-1", "PAGE-2", "PAGE-3", "PAGE-4");
    assertThat(open)
        .filteredOn(one -> one.startsWith("PAGE-"))
        .containsExactlyInAnyOrder("PAGE-0", "PAGE-2", "PAGE-4");
  }

  private List<String> pages(String first) throws IOException, InterruptedException {
    var found = new ArrayList<String>();
    var query = first;
    while (true) {
      var page = json(get(REFERENCES, "", query));
      page.path("references").forEach(one -> found.add(one.path("reference").asString("")));
      if (page.path("next_cursor").isNull()) {
        return found;
      }
      query = first + "&cursor=" + page.path("next_cursor").asString();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?status=LOST", "?cursor=eA", "?cursor=!!", "?limit=0", "?number=PO-1"})
  void aWrongParameterOfTheRegisterIsNotPassedOver(String query)
      throws IOException, InterruptedException {
    var answer = get(REFERENCES, "", query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo("invalid_parameter");
  }

  @Test
  void theConsignmentThatTheListCannotShowIsSkippedAndNoOther()
      throws IOException, InterruptedException {
    String earlier = keyed("PO-EARLIER", Status.OPEN, 0);
    post(REFERENCES + "/walk", "", "", null);
    String odd = keyed("PO-ODD", Status.OPEN, 0);
    emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments").status(500));

    var walk = post(REFERENCES + "/walk", "", "", null);
    var unknown = post(REFERENCES + "/{id}/skip", "no-such", "", null);
    var strange = post(REFERENCES + "/{id}/skip", "a%20b", "", null);
    var skipped = post(REFERENCES + "/{id}/skip", odd, "", null);
    var passed = post(REFERENCES + "/{id}/skip", earlier, "", null);

    assertThat(walk.statusCode()).isEqualTo(502);
    assertThat(unknown.statusCode()).isEqualTo(409);
    assertThat(code(unknown)).isEqualTo("list_not_read");
    assertThat(strange.statusCode()).isEqualTo(404);
    assertThat(json(skipped).path("reference").asString()).isEqualTo("PO-ODD");
    assertThat(passed.statusCode()).isEqualTo(409);
    assertThat(audited()).contains("api.post.references.skip by test (token everything)");
    emulator.clearFaults();
    assertThat(post(REFERENCES + "/walk", "", "?from_start=maybe", null).statusCode())
        .isEqualTo(400);
  }

  @Test
  void theListOfAnotherStoreIsLeftAlone() throws IOException, InterruptedException {
    String id = approved("elsewhere-1");
    post(REFERENCES + "/walk", "", "", null);
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE installation SET store_number = store_number + 7, store_id = 'x',"
                        + " store_name = 'Theirs', store_outlets = '[\"x\"]'"));

    // What was read of the installation is believed for a second.
    var refused = until(409, () -> post(REFERENCES + "/walk", "", "", null));
    awaitHindrance(true);
    var state = get(INSTALLATION, "", "");

    assertThat(code(refused)).isEqualTo("other_store");
    assertThat(get(DIFF, id, "").statusCode()).isEqualTo(409);
    assertThat(get(BESIDE, id, "").statusCode()).isEqualTo(409);
    assertThat(get(ADOPT, id, "?consignment=c").statusCode()).isEqualTo(409);
    assertThat(json(state).path("hindrance").path("kind").asString()).isEqualTo("OTHER_STORE");
    assertThat(json(state).path("sends").asBoolean()).isFalse();
    assertThat(json(state).path("store").asString()).isEqualTo("Theirs");
  }

  // ---- a number that is taken ----

  @Test
  void aConsignmentIsTakenOverAsItWasShown() throws IOException, InterruptedException {
    String id = approved("adopt-1");
    String there = keyed(id, Status.SENT, 2);

    var shown = get(ADOPT, id, "?consignment=" + there);
    emulator.edit(there, new ShopLine(sku(), BigDecimal.valueOf(4), null, null, false));
    var stale = post(ADOPT, id, "", adoption(there, json(shown).path("shown").asString()));
    var now = get(ADOPT, id, "?consignment=" + there);
    var adopted = post(ADOPT, id, "", adoption(there, json(now).path("shown").asString()));

    assertThat(json(shown).path("differences").toString()).contains("count:" + sku());
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("has changed since it was shown");
    assertThat(adopted.statusCode()).isEqualTo(200);
    assertThat(json(adopted).path("order").path("state").asString()).isEqualTo("SENT");
    assertThat(json(adopted).path("order").path("lightspeed_consignment_id").asString())
        .isEqualTo(there);
    assertThat(audited())
        .contains(
            "api.post.purchase-orders.adopt by test (token everything)",
            "order.adopt by test (token everything)");
  }

  private static String adoption(String consignment, String shown) {
    return "{\"consignment\": \"%s\", \"shown\": \"%s\"}".formatted(consignment, shown);
  }

  @Test
  void whatCannotBeTheOrderIsNotTakenOver() throws IOException, InterruptedException {
    String id = approved("adopt-2");
    String draft = json(post(ORDERS, "", "", draft("adopt-3"))).path("public_id").asString();
    String there = keyed("FREE", Status.OPEN, 0);

    assertThat(get(ADOPT, id, "").statusCode()).isEqualTo(400);
    assertThat(get(ADOPT, id, "?consignment=no-such").statusCode()).isEqualTo(404);
    assertThat(get(ADOPT, id, "?consignment=a%20b").statusCode()).isEqualTo(404);
    assertThat(get(ADOPT, "NOBODY", "?consignment=" + there).statusCode()).isEqualTo(404);
    assertThat(get(ADOPT, draft, "?consignment=" + there).statusCode()).isEqualTo(409);
    assertThat(post(ADOPT, id, "", "{\"consignment\": \"x\"}").statusCode()).isEqualTo(422);
    assertThat(post(ADOPT, id, "", adoption(there, "1-0")).statusCode()).isEqualTo(409);
    assertThat(emulator.consignments("FREE").getFirst().lines()).isEmpty();
  }

  @Test
  void anOrderIsSentBesideExactlyWhatWasShown() throws IOException, InterruptedException {
    String id = approved("beside-1");
    var free = get(BESIDE, id, "");
    String there = keyed(id, Status.SENT, 2);

    var shown = get(BESIDE, id, "");
    var stale = post(BESIDE, id, "", "{\"beside\": [\"other\"]}");
    var nothing = post(BESIDE, id, "", "{\"beside\": []}");
    var missing = post(BESIDE, id, "", "{}");
    var sent = post(BESIDE, id, "", "{\"beside\": [\"" + there + "\"]}");
    work();

    assertThat(free.statusCode()).isEqualTo(409);
    assertThat(free.body()).contains("its number is free");
    assertThat(json(shown).path("beside").get(0).path("id").asString()).isEqualTo(there);
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(nothing.statusCode()).isEqualTo(409);
    assertThat(missing.statusCode()).isEqualTo(422);
    assertThat(sent.statusCode()).isEqualTo(202);
    assertThat(json(sent).path("job").asString()).startsWith("job_");
    assertThat(emulator.consignments(id)).hasSize(2);
    assertThat(audited()).contains("order.send_beside by test (token everything)");
  }

  // ---- what differs ----

  @Test
  void aDifferenceIsSettledAsItWasShown() throws IOException, InterruptedException {
    String id = sent("diff-1");
    String there = emulator.consignments(id).getFirst().consignment().id();
    emulator.editCount(there, sku(), BigDecimal.TEN);

    var shown = json(get(DIFF, id, "")).path("shown").asString();
    emulator.editCount(there, sku(), BigDecimal.valueOf(50));
    var stale = List.of("take_remote", "push_local", "ignore");
    for (var choice : stale) {
      var refused = post(DIFF, id, "", settle(choice, shown));

      assertThat(refused.statusCode()).as(choice).isEqualTo(409);
      assertThat(refused.body()).contains("has changed in Lightspeed since it was shown");
    }
    var now = json(get(DIFF, id, "")).path("shown").asString();
    var taken = post(DIFF, id, "", settle("take_remote", now));

    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(json(taken).path("is_different").asBoolean()).isFalse();
    assertThat(json(get(ORDERS + "/{id}", id, "")).path("total_quantity").asInt()).isEqualTo(50);
    assertThat(audited())
        .contains(
            "api.post.purchase-orders.diff by test (token everything)",
            "drift.take_remote by test (token everything)");
  }

  @Test
  void aDifferenceIsIgnoredOrPushed() throws IOException, InterruptedException {
    String id = sent("diff-2");
    String there = emulator.consignments(id).getFirst().consignment().id();
    emulator.editCount(there, sku(), BigDecimal.TEN);

    var look = json(get(DIFF, id, ""));
    assertThat(look.path("doors").path("take_remote").get(0).asString())
        .isEqualTo("count:" + sku());
    assertThat(look.path("doors").path("not_pushed").isNull()).isTrue();
    var shown = look.path("shown").asString();
    var ignored = post(DIFF, id, "", settle("ignore", shown));
    var pushed = post(DIFF, id, "", settle("push_local", shown));
    work();

    assertThat(json(ignored).path("differences").get(0).path("ignored_by").asString())
        .isEqualTo("test (token everything)");
    assertThat(pushed.statusCode()).isEqualTo(202);
    assertThat(json(pushed).path("job").asString()).startsWith("job_");
    assertThat(emulator.consignments(id).getFirst().lines().getFirst().count())
        .isEqualByComparingTo("3");
  }

  @Test
  void aConsignmentThatIsGoneIsSettledOnlyWhileItIs() throws IOException, InterruptedException {
    String id = sent("diff-3");
    String there = emulator.consignments(id).getFirst().consignment().id();

    var early = post(DIFF, id, "", settle("take_remote", "gone"));
    emulator.delete(there);
    var shown = get(DIFF, id, "");
    var taken = post(DIFF, id, "", settle("take_remote", json(shown).path("shown").asString()));

    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(json(shown).path("doors").path("push_local")).isEmpty();
    assertThat(json(shown).path("doors").path("not_pushed").asString()).contains("is not there");
    assertThat(json(shown).path("shown").asString()).isEqualTo("gone");
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    var order = json(get(ORDERS + "/{id}", id, ""));
    assertThat(order.path("state").asString()).isEqualTo("CANCELLED");
    assertThat(order.path("lightspeed_status").asString()).isEqualTo("DELETED");
  }

  private static String settle(String choice, String shown) {
    return "{\"settle\": \"%s\", \"shown\": \"%s\"}".formatted(choice, shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"settle": "take_remote"}                    | 422
          {"shown": "1-1-1"}                           | 422
          {"settle": "take_all", "shown": "1-1-1"}     | 422
          {"settle": "ignore", "shown": "yesterday"}   | 422
          {"settle": "ignore", "shown": "1-1-1", "x":1}| 422
          {"settle":                                   | 400
          """)
  void whatIsNoDecisionIsRefused(String body, int status) throws IOException, InterruptedException {
    String id = approved("diff-4-" + Integer.toHexString(body.hashCode()));

    assertThat(post(DIFF, id, "", body).statusCode()).isEqualTo(status);
    assertThat(get(DIFF, id, "").statusCode()).as("not in Lightspeed").isEqualTo(409);
    assertThat(get(DIFF, "NOBODY", "").statusCode()).isEqualTo(404);
  }

  // ---- the installation ----

  @Test
  void whichInstallationSendsIsConfirmedAsItWasShown() throws IOException, InterruptedException {
    var sends = get(INSTALLATION, "", "");
    String shown = json(sends).path("shown").asString();
    var nothing = confirm("sender", shown);
    var copy = confirm("copy", shown);
    String copyShown = json(copy).path("shown").asString();
    var again = confirm("copy", copyShown);
    var stale = confirm("sender", shown);
    var sender = confirm("sender", copyShown);

    assertThat(json(sends).path("sends").asBoolean()).isTrue();
    assertThat(nothing.statusCode()).isEqualTo(409);
    assertThat(code(nothing)).isEqualTo("nothing_to_confirm");
    assertThat(json(copy).path("is_copy").asBoolean()).isTrue();
    assertThat(json(copy).path("hindrance").path("kind").asString()).isEqualTo("COPY");
    assertThat(code(again)).isEqualTo("nothing_to_confirm");
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(code(stale)).isEqualTo("changed");
    assertThat(json(sender).path("sends").asBoolean()).isTrue();
    assertThat(confirm("both", copyShown).statusCode()).isEqualTo(422);
    assertThat(audited())
        .contains(
            "api.post.installation.confirm by test (token everything)",
            "installation.copy by test (token everything)",
            "installation.confirmed by test (token everything)");
  }

  @Test
  void aStopThatNobodyHasSeenIsNotLifted() throws IOException, InterruptedException {
    var copy = confirm("copy", json(get(INSTALLATION, "", "")).path("shown").asString());
    String shown = json(copy).path("shown").asString();
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute("UPDATE installation SET stopped_at = NOW(6), stopped_why = 'Twins.'"));

    var stale = confirm("sender", shown);
    var now = get(INSTALLATION, "", "");

    assertThat(code(stale)).isEqualTo("changed");
    assertThat(json(now).path("stopped_at").isNull()).isFalse();
  }

  private HttpResponse<String> confirm(String as, String shown)
      throws IOException, InterruptedException {
    return post(
        INSTALLATION + "/confirm",
        "",
        "",
        "{\"as\": \"%s\", \"shown\": \"%s\"}".formatted(as, shown));
  }

  // ---- the world ----

  private String sku() {
    return emulator.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .findFirst()
        .orElseThrow()
        .sku();
  }

  /// A consignment that staff keyed in, with as many of the product; without a line for zero.
  private String keyed(String number, Status status, int count) {
    var order =
        StaffOrder.of(
            number, emulator.outlets().getFirst().id(), emulator.suppliers().getFirst().id());
    return emulator.make((count == 0 ? order : order.line(sku(), count, "4.50")).in(status));
  }

  private String draft(String number) {
    return """
    {"public_id": "%s", "supplier": "%s", "outlet": "%s",
     "lines": [{"sku": "%s", "quantity": 3, "unit_cost": 4.50}]}
    """
        .formatted(
            number,
            emulator.suppliers().getFirst().name(),
            emulator.outlets().getFirst().name(),
            sku());
  }

  private String approved(String number) throws IOException, InterruptedException {
    assertThat(send("POST", ORDERS, draft(number)).statusCode()).isEqualTo(201);
    assertThat(send("POST", ORDERS + "/" + number + "/approve", null).statusCode()).isEqualTo(200);
    return number;
  }

  private String sent(String number) throws IOException, InterruptedException {
    String id = approved(number);
    assertThat(send("POST", ORDERS + "/" + id + "/sync", null).statusCode()).isEqualTo(202);
    work();
    assertThat(emulator.consignments(id)).hasSize(1);
    return id;
  }

  private void work() throws InterruptedException {
    try (var worker = running.app.worker(Set.of())) {
      var _ = worker.drain();
      // The tables were cleared under the running program, which then asks again who it talks to.
      DATABASE
          .database()
          .useTransaction(
              tx ->
                  tx.execute(
                      "UPDATE queue_jobs SET available_at = NOW(6) WHERE status = 'PENDING'"
                          + " AND job_type IN ('sync_po', 'push_po')"));
      var _ = worker.drain();
    }
  }

  private void awaitHindrance(boolean isThere) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (running.app.installation().knownHindrance().isPresent() != isThere) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /// Asks until that is the answer.
  private static HttpResponse<String> until(int status, Ask ask)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    var answer = ask.now();
    while (answer.statusCode() != status && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      answer = ask.now();
    }
    return answer;
  }

  @FunctionalInterface
  private interface Ask {
    HttpResponse<String> now() throws IOException, InterruptedException;
  }

  private List<String> audited() {
    return DATABASE.texts(
        "SELECT CONCAT(action, ' by ', "
            + ActorName.inWords("actor")
            + ") FROM audit_log ORDER BY id");
  }

  private HttpResponse<String> send(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(running.server.url() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String template, String id, String query)
      throws IOException, InterruptedException {
    var answer = send("GET", template.replace("{id}", id) + query, null);
    document.check("GET", template, answer);
    return answer;
  }

  private HttpResponse<String> post(String template, String id, String query, @Nullable String body)
      throws IOException, InterruptedException {
    var answer = send("POST", template.replace("{id}", id) + query, body);
    document.check("POST", template, answer);
    return answer;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.untrusted().readTree(answer.body());
  }

  private static String code(HttpResponse<String> answer) {
    return json(answer).path("code").asString();
  }
}
