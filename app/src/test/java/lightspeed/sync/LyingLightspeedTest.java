package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.LyingProxy.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Lightspeed, or something in front of it, answers what cannot be: nothing is written to a
/// consignment that is not ours, no answer ends the worker, and an order that cannot go on says so
/// in words.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class LyingLightspeedTest {
  private static final String CREATE = "/consignments";
  private static final String BULK = "/consignments/[^/]+/bulk";
  private static final String HEADER = "/consignments/[^/]+";
  private static final String LINES = "/consignments/[^/]+/products";
  private static final long ABSURD = 900_000_000_000_000_000L;
  private static final int ALWAYS = Integer.MAX_VALUE;
  private static final int ORDER_LINES = 250;

  /// What is told, and about which request.
  record Lie(String name, String method, String path, UnaryOperator<Reply> words) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final LyingProxy proxy = new LyingProxy();
  private final SyncWorld world = new SyncWorld(EmulatorOptions.defaults(), proxy::before);
  private String otherConsignment = "";

  LyingLightspeedTest() throws IOException {}

  @BeforeAll
  void anotherOrderIsInTheStore() throws InterruptedException {
    world.pullCatalog();
    PurchaseOrderId other = world.anApprovedOrder(2);
    world.syncToTheEnd(other);
    otherConsignment = String.valueOf(world.order(other).lightspeedConsignmentId());
    world.assertExactlyOnce(other);
  }

  @AfterEach
  void nobodyLies() {
    proxy.lie("", "", 0, UnaryOperator.identity());
    world.emulator.clearFaults();
  }

  @AfterAll
  void close() throws IOException {
    world.close();
    proxy.close();
  }

  private static Lie edited(String name, String method, String path, Consumer<ObjectNode> change) {
    return new Lie(name, method, path, reply -> reply.edit(change));
  }

  private static ObjectNode data(JsonNode root) {
    return (ObjectNode) root.get("data");
  }

  private static ArrayNode rows(JsonNode root) {
    return (ArrayNode) root.get("data");
  }

  private static void eachRow(JsonNode root, Consumer<ObjectNode> change) {
    rows(root).forEach(row -> change.accept((ObjectNode) row));
  }

  private static Lie whole(String name, String method, String path, Reply reply) {
    return new Lie(name, method, path, truth -> reply);
  }

  static Stream<Lie> liesAboutWrites() {
    return Stream.of(
        edited("create: no id", "POST", CREATE, r -> data(r).remove("id")),
        edited("create: version backwards", "POST", CREATE, r -> data(r).put("version", -5)),
        edited("create: absurd version", "POST", CREATE, r -> data(r).put("version", ABSURD)),
        edited("send: absurd version", "PUT", HEADER, r -> data(r).put("version", ABSURD)),
        whole("create: an error with 200", "POST", CREATE, anError()),
        whole("create: a page of a proxy", "POST", CREATE, aProxyPage(200)),
        whole("create: 502 of a proxy", "POST", CREATE, aProxyPage(502)),
        whole("create: 10 MB", "POST", CREATE, tenMegabytes()),
        edited("send: other id", "PUT", HEADER, r -> data(r).put("id", "06bf-another-one")),
        edited("send: still open", "PUT", HEADER, r -> data(r).put("status", "OPEN")),
        whole("send: an error with 200", "PUT", HEADER, anError()),
        whole("bulk: nothing", "POST", BULK, Reply.json(200, "{\"data\":{}}")),
        whole("bulk: an error with 200", "POST", BULK, anError()),
        whole("bulk: a list of nulls", "POST", BULK, Reply.json(200, "{\"data\":[null,null]}")),
        whole("bulk: 10 MB", "POST", BULK, tenMegabytes()));
  }

  @ParameterizedTest
  @MethodSource("liesAboutWrites")
  void sendsExactlyOnceWhenTheAnswerToAWriteIsALie(Lie lie) throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(ORDER_LINES);
    int before = proxy.told();
    proxy.lie(lie.method(), lie.path(), 1, lie.words());

    RunResult result = world.syncToTheEnd(order);
    world.lookAgain();

    assertThat(proxy.told() - before).isEqualTo(1);
    assertThat(result).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
    assertOtherIsUntouched();
  }

  /// A later lost create is still looked for among the right consignments.
  @ParameterizedTest
  @CsvSource({"POST, " + CREATE, "PUT, " + HEADER})
  void oneAbsurdVersionDoesNotHideALaterConsignment(String method, String path)
      throws InterruptedException {
    PurchaseOrderId liedAbout = world.anApprovedOrder(1);
    proxy.lie(method, path, 1, reply -> reply.edit(r -> data(r).put("version", ABSURD)));
    world.syncToTheEnd(liedAbout);
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", CREATE).nth(1));

    world.syncToTheEnd(order);

    world.assertExactlyOnce(order);
    assertThat(world.emulator.consignments(world.order(order).publicId()))
        .as("all that were ever made")
        .hasSize(1);
  }

  /// Our first try to delete it was carried out; only its answer said otherwise.
  @Test
  void aDuplicateThatIsGoneAlreadyCountsAsDeleted() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    long made = world.emulator.consignments().size();
    world.emulator.add(
        Fault.of(FaultKind.LATE_APPLY).on("POST", CREATE).nth(1).delay(Duration.ofMillis(1500)));
    world.syncToTheEnd(order);
    world.awaitApplied("POST", CREATE, made + 2);
    int before = proxy.told();
    proxy.lie("DELETE", HEADER, 1, truth -> Reply.json(404, "{\"error\":\"Not found\"}"));

    world.lookAgain();

    assertThat(proxy.told() - before).isEqualTo(1);
    assertThat(failedChecks()).isZero();
    world.assertExactlyOnce(order);
  }

  private long failedChecks() {
    return world.database.read(
        tx ->
            tx.createQuery(
                    """
                    SELECT COUNT(*)
                    FROM queue_jobs
                    WHERE job_type = 'check_sent_po'
                      AND status = 'FAILED'
                    """)
                .mapTo(Long.class)
                .one());
  }

  static Stream<Lie> liesAboutWhatWasCreated() {
    return Stream.of(
        edited("create: other reference", "POST", CREATE, r -> data(r).put("reference", "PO-X")),
        edited("create: no reference", "POST", CREATE, r -> data(r).remove("reference")),
        edited("create: other type", "POST", CREATE, r -> data(r).put("type", "STOCKTAKE")),
        edited(
            "create: other outlet", "POST", CREATE, r -> data(r).put("outlet_id", "06bf-other")));
  }

  @ParameterizedTest
  @MethodSource("liesAboutWhatWasCreated")
  void stopsBeforeWritingToAConsignmentThatIsNotWhatWasAskedFor(Lie lie)
      throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    proxy.lie(lie.method(), lie.path(), 1, lie.words());

    RunResult result = world.syncToTheEnd(order);

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).lastError()).contains("Lightspeed was asked", "sync:retry");
    assertThat(world.live(order).getFirst().lines()).isEmpty();

    world.syncToTheEnd(order);

    world.assertExactlyOnce(order);
    assertOtherIsUntouched();
  }

  static Stream<Lie> liesAboutReads() {
    return Stream.of(
        edited("lines: negative", "GET", LINES, r -> eachRow(r, row -> row.put("count", -3))),
        edited("lines: 0.5", "GET", LINES, r -> eachRow(r, row -> row.put("count", 0.5))),
        edited("lines: NaN", "GET", LINES, r -> eachRow(r, row -> row.put("count", "NaN"))),
        edited("lines: no product", "GET", LINES, r -> eachRow(r, row -> row.remove("product_id"))),
        edited("lines: no count", "GET", LINES, r -> eachRow(r, row -> row.remove("count"))),
        edited("lines: no cost", "GET", LINES, r -> eachRow(r, row -> row.remove("cost"))),
        edited("lines: all the same", "GET", LINES, LyingLightspeedTest::allTheSameProduct),
        edited("lines: twice", "GET", LINES, r -> rows(r).addAll(rows(r).deepCopy())),
        edited("lines: backwards", "GET", LINES, LyingLightspeedTest::reversed),
        edited("lines: version backwards", "GET", LINES, LyingLightspeedTest::oldVersions),
        whole("lines: an empty page", "GET", LINES, Reply.json(200, "{\"data\":[]}")),
        whole("lines: an error with 200", "GET", LINES, anError()),
        whole("lines: a page of a proxy", "GET", LINES, aProxyPage(200)),
        whole("lines: 10 MB", "GET", LINES, tenMegabytes()),
        edited("header: other id", "GET", HEADER, r -> data(r).put("id", "OTHER")),
        edited("header: no status", "GET", HEADER, r -> data(r).remove("status")),
        edited("header: unheard-of", "GET", HEADER, r -> data(r).put("id", "../../x")),
        whole("header: an error with 200", "GET", HEADER, anError()));
  }

  @ParameterizedTest
  @MethodSource("liesAboutReads")
  void sendsExactlyOnceWhenWhatIsReadBackIsALieOnce(Lie lie) throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(ORDER_LINES);
    loseTheBulkAnswer(order);
    int before = proxy.told();
    proxy.lie(lie.method(), lie.path(), 1, withTheOthersId(lie));

    RunResult result = world.syncToTheEnd(order);
    world.lookAgain();

    assertThat(proxy.told() - before).isEqualTo(1);
    assertThat(result).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
    assertOtherIsUntouched();
  }

  @ParameterizedTest
  @MethodSource("liesAboutReads")
  void givesUpInWordsWhenEverythingReadBackIsALie(Lie lie) throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    loseTheBulkAnswer(order);
    proxy.lie(lie.method(), lie.path(), ALWAYS, withTheOthersId(lie));

    RunResult result = world.syncForADay(order);

    assertOtherIsUntouched();
    assertThat(world.live(order)).hasSize(1);
    PurchaseOrder after = world.order(order);
    if (result instanceof RunResult.Failed) {
      assertThat(after.state()).isEqualTo(OrderState.APPROVED);
      assertThat(after.syncStatus()).isEqualTo(SyncStatus.FAILED);
      assertThat(after.lastError()).containsAnyOf("Lightspeed", "cannot be read");
    } else {
      assertThat(result).isInstanceOf(RunResult.Completed.class);
      world.assertExactlyOnce(order);
    }
  }

  /// From now on the next run reads back.
  private void loseTheBulkAnswer(PurchaseOrderId order) throws InterruptedException {
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(1));
    world.sync(order);
    for (int third = 0; third < 4; third++) {
      world.pauseForSettling();
    }
  }

  private UnaryOperator<Reply> withTheOthersId(Lie lie) {
    return reply -> {
      Reply told = lie.words().apply(reply);
      String text = new String(told.body(), java.nio.charset.StandardCharsets.UTF_8);
      return text.contains("\"OTHER\"")
          ? Reply.json(told.status(), text.replace("OTHER", otherConsignment))
          : told;
    };
  }

  private void assertOtherIsUntouched() {
    List<Emulator.Snapshot> other =
        world.emulator.consignments().stream()
            .filter(one -> one.consignment().id().equals(otherConsignment))
            .toList();
    assertThat(other).hasSize(1);
    assertThat(other.getFirst().lines()).hasSize(2);
    assertThat(other.getFirst().lines())
        .allSatisfy(line -> assertThat(line.count()).isLessThan(BigDecimal.valueOf(3)));
  }

  private static void allTheSameProduct(JsonNode root) {
    JsonNode first = rows(root).isEmpty() ? null : rows(root).get(0).get("product_id");
    eachRow(root, row -> row.set("product_id", first));
  }

  private static void reversed(JsonNode root) {
    ArrayNode rows = rows(root);
    List<JsonNode> copies = new java.util.ArrayList<>();
    rows.forEach(copies::add);
    rows.removeAll();
    copies.reversed().forEach(rows::add);
  }

  private static void oldVersions(JsonNode root) {
    ((ObjectNode) root).remove("version");
    eachRow(root, row -> row.put("version", -1));
  }

  private static Reply anError() {
    return Reply.json(200, "{\"errors\":{\"global\":[\"something went wrong\"]}}");
  }

  private static Reply aProxyPage(int status) {
    return Reply.html(status, "<html><body><h1>Please sign in to the network</h1></body></html>");
  }

  private static Reply tenMegabytes() {
    return Reply.json(200, "{\"data\":\"" + "x".repeat(10_000_000) + "\"}");
  }
}
