package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import lightspeed.audit.ActorName;
import lightspeed.db.TestDatabase;
import lightspeed.signin.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.consignment.Status;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// What people decide on the pages where something stops in front of them. Each decision counts for
/// what the page showed, and for nothing else.
@Tag("slow")
final class ConsoleDecisionsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");
  private ConsoleWorld world;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    world = new ConsoleWorld(DATABASE, folder, "--workers=1");
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  // ---- order numbers ----

  @Test
  void theNumbersOfTheStoreAreReadFoundAndFiltered() throws IOException, InterruptedException {
    keyed("By Hand 1", Status.SENT, 2);
    keyed("By Hand 2", Status.OPEN, 2);
    var operator = world.signedIn(Role.OPERATOR);

    var before = operator.page("/references");
    var walked = operator.post("/references/walk");
    var all = operator.post("/references/walk-all");
    var found = operator.page("/references?number=by+hand+1");
    var open = operator.page("/references?status=OPEN");

    assertThat(before).contains("Order numbers", "Read what changed now");
    assertThat(walked.body()).contains("The list was read to its end", "By Hand 1", "By Hand 2");
    assertThat(all.body()).contains("2 consignments.");
    assertThat(found).contains("By Hand 1", "SENT").doesNotContain("By Hand 2");
    assertThat(open).contains("By Hand 2").doesNotContain("By Hand 1");
    assertThat(operator.page("/references?number=none")).contains("None like that is known.");
    assertThat(world.signedIn(Role.VIEWER).page("/references"))
        .contains("By Hand 1")
        .doesNotContain("/references/walk");
    assertThat(world.signedIn(Role.ADMIN).page("/audit")).contains("console.references.walk");
  }

  @Test
  void aLongRegisterIsReadPageByPage() throws IOException, InterruptedException {
    for (int i = 0; i < 51; i++) {
      keyed("N-%02d".formatted(i), Status.OPEN, 1);
    }
    var operator = world.signedIn(Role.OPERATOR);
    operator.page("/references");

    var first = operator.post("/references/walk").body();
    var next = first.replaceAll("(?s).*href=\"(/references[^\"]+)\">Older numbers.*", "$1");
    var second = operator.page(next.replace("&amp;", "&"));

    assertThat(first).contains("N-50", "N-01").doesNotContain("N-00");
    assertThat(second).contains("N-00").doesNotContain("N-01", "Older numbers");
  }

  @Test
  void whatKeepsTheListFromBeingReadIsSaidAndSkipped() throws IOException, InterruptedException {
    keyed("PO-EARLIER", Status.OPEN, 1);
    var operator = world.signedIn(Role.OPERATOR);
    operator.page("/references");
    operator.post("/references/walk");
    var odd = keyed("PO-ODD", Status.OPEN, 1);
    world.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments").status(500));
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE lightspeed_register SET trouble = 'The list cannot be read beyond"
                        + " version 7.', trouble_version = position"));

    var page = operator.page("/references");
    var nonsense = operator.post("/references/skip", "consignment", "a b");
    var other = operator.post("/references/skip", "consignment", "no-such");
    var skipped = operator.post("/references/skip", "consignment", odd);

    assertThat(page).contains("The list cannot be read beyond", "Read it by itself and skip it");
    assertThat(nonsense.body()).contains("That can be no consignment");
    assertThat(other.body()).contains("There is no consignment no-such");
    assertThat(skipped.body()).contains("is known with number PO-ODD and passed");
    assertThat(world.signedIn(Role.VIEWER).page("/references"))
        .contains("The list cannot be read beyond")
        .doesNotContain("/references/skip");
  }

  // ---- an order of a store that was left ----

  @Test
  void anOrderThatWasSentToAStoreThatWasLeftGoesBackToDraftAndIsSentToTheStoreOfToday()
      throws IOException, InterruptedException {
    world.haveOrder("PO-1", world.skus().getFirst());
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    UPDATE vend_consignments
                    SET state = 'SENT', sync_status = 'SYNCED', sent_at = NOW(6),
                      lightspeed_status = 'SENT', lightspeed_consignment_id = 'at-the-sandbox',
                      former_store = 'The sandbox'
                    """));
    var approver = world.signedIn(Role.APPROVER);
    var page = approver.page("/order?id=PO-1");

    var reopened = approver.post("/order/reopen", "id", "PO-1");
    var approved = approver.post("/order/approve", "id", "PO-1");
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE state = 'SENT'", 1);

    assertThat(page).contains("The sandbox", "Back to draft").doesNotContain("/order/cancel");
    assertThat(world.signedIn(Role.VIEWER).page("/order?id=PO-1")).doesNotContain("/order/reopen");
    assertThat(reopened.body()).contains("PO-1 is a draft again").doesNotContain("at-the-sandbox");
    assertThat(approved.statusCode()).isEqualTo(200);
    assertThat(world.emulator.consignments("PO-1")).hasSize(1);
    assertThat(DATABASE.texts("SELECT former_store FROM vend_consignments"))
        .containsExactly((String) null);
  }

  // ---- a number that is taken ----

  @Test
  void anOrderWhoseNumberIsTakenIsTheConsignmentThatAPersonLookedAt()
      throws IOException, InterruptedException {
    var there = stoppedBecauseTaken("PO-1");
    var operator = world.signedIn(Role.OPERATOR);
    var page = operator.page("/order?id=PO-1");
    var look = operator.page("/order/adopt?id=PO-1&consignment=" + there);

    var shown = field(look, "shown");
    world.emulator.editCount(there, world.skus().getFirst(), BigDecimal.valueOf(5));
    var stale = adopt(operator, there, shown);
    var adopted = adopt(operator, there, field(stale.body(), "shown"));

    assertThat(page).contains("Its number in Lightspeed", there, "This is the order");
    assertThat(look).contains("Take it over as PO-1", "count:" + world.skus().getFirst());
    assertThat(stale.body()).contains("has changed since it was shown");
    assertThat(adopted.body()).contains("PO-1 is consignment " + there + " now.", "SENT");
    assertThat(
            DATABASE.texts(
                "SELECT CONCAT(action, ' by ', " + ActorName.inWords("actor") + ") FROM audit_log"))
        .contains("console.order.adopt by operator", "order.adopt by operator");
  }

  private static HttpResponse<String> adopt(Visitor visitor, String consignment, String shown)
      throws IOException, InterruptedException {
    return visitor.post("/order/adopt", "id", "PO-1", "consignment", consignment, "shown", shown);
  }

  @Test
  void anOrderIsSentBesideExactlyWhatThePageShowed() throws IOException, InterruptedException {
    var there = stoppedBecauseTaken("PO-1");
    var operator = world.signedIn(Role.OPERATOR);
    var look = operator.page("/order/beside?id=PO-1");
    var second = keyed("PO-1", Status.OPEN, 1);

    var stale = operator.post("/order/beside", "id", "PO-1", "beside", there);
    var now = operator.page("/order/beside?id=PO-1");
    var sent = operator.post("/order/beside", "id", "PO-1", "beside", second, "beside", there);
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE state = 'SENT'", 1);

    assertThat(look).contains(there, "Send PO-1 beside 1 consignment");
    assertThat(stale.body()).contains("other consignments have its number than those shown");
    assertThat(now).contains(there, second, "Send PO-1 beside 2 consignments");
    assertThat(sent.body()).contains("is sent beside what has its number, by job_");
    assertThat(world.emulator.consignments("PO-1")).hasSize(3);
  }

  @Test
  void whatIsNotThereOrNotAllowedIsSaid() throws IOException, InterruptedException {
    stoppedBecauseTaken("PO-1");
    var operator = world.signedIn(Role.OPERATOR);
    var viewer = world.signedIn(Role.VIEWER);

    assertThat(operator.get("/order/adopt?id=PO-1&consignment=no-such").statusCode())
        .isEqualTo(404);
    assertThat(operator.get("/order/adopt?id=PO-1").statusCode()).isEqualTo(404);
    assertThat(operator.get("/order/adopt?id=PO-9&consignment=c").statusCode()).isEqualTo(404);
    assertThat(operator.get("/order/beside?id=PO-9").statusCode()).isEqualTo(404);
    assertThat(operator.get("/order/beside").statusCode()).isEqualTo(404);
    assertThat(operator.get("/order/differences?id=PO-1").statusCode()).isEqualTo(409);
    assertThat(viewer.page("/order?id=PO-1"))
        .contains("Its number in Lightspeed")
        .doesNotContain("/order/adopt", "/order/beside");
    for (var path : List.of("/order/adopt", "/order/beside", "/order/take-remote")) {
      assertThat(viewer.post(path, "id", "PO-1").statusCode()).as(path).isEqualTo(403);
    }
  }

  /// A consignment with the number and another count stands in Lightspeed when the order is sent.
  private String stoppedBecauseTaken(String number) throws IOException {
    var there = keyed(number, Status.SENT, 2);
    world.haveOrder(number, world.skus().getFirst());
    assertThat(world.cli.run("po:approve", number).exit()).isZero();
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE sync_status = 'FAILED'", 1);
    return there;
  }

  // ---- what differs ----

  @Test
  void aDifferenceIsSettledAsThePageShowedIt() throws IOException, InterruptedException {
    var sku = world.skus().getFirst();
    world.haveOrder("PO-1", sku);
    assertThat(world.cli.run("po:approve", "PO-1").exit()).isZero();
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE sync_status = 'SYNCED'", 1);
    var there = world.emulator.consignments("PO-1").getFirst().consignment().id();
    world.emulator.editCount(there, sku, BigDecimal.TEN);
    var operator = world.signedIn(Role.OPERATOR);

    var page = operator.page("/order/differences?id=PO-1");
    world.emulator.editCount(there, sku, BigDecimal.valueOf(50));
    var stale = settle(operator, "/order/take-remote", field(page, "shown"));
    var nonsense = settle(operator, "/order/ignore", "what?");
    var pushed = settle(operator, "/order/push-local", field(stale.body(), "shown"));
    world.await(
        "SELECT COUNT(*) FROM queue_jobs WHERE job_type = 'push_po'" + " AND status = 'COMPLETED'",
        1);
    var agreed = operator.page("/order/differences?id=PO-1");

    assertThat(page)
        .contains(
            "Differs from Lightspeed",
            "count:" + sku + " becomes 10 here",
            "count:" + sku + " becomes 3 in Lightspeed");
    assertThat(stale.body())
        .contains("has changed in Lightspeed since it was shown")
        .contains("count:" + sku + " becomes 50 here");
    assertThat(nonsense.body()).contains("not what a comparison has shown");
    assertThat(pushed.body()).contains("Lightspeed will be made what the order says");
    assertThat(agreed).contains("The order and Lightspeed agree.");
  }

  @Test
  void aClosedDoorIsNoButton() throws IOException, InterruptedException {
    world.haveOrder("PO-1", world.skus().getFirst());
    assertThat(world.cli.run("po:approve", "PO-1").exit()).isZero();
    world.await("SELECT COUNT(*) FROM vend_consignments WHERE sync_status = 'SYNCED'", 1);
    var there = world.emulator.consignments("PO-1").getFirst().consignment().id();
    world.emulator.editHeader(there, "reference", "ANOTHER-1");
    var operator = world.signedIn(Role.OPERATOR);

    var renamed = operator.page("/order/differences?id=PO-1");
    world.emulator.delete(there);
    var gone = operator.page("/order/differences?id=PO-1");

    assertThat(renamed)
        .contains("an order keeps its number", "/order/push-local", "/order/ignore")
        .doesNotContain("/order/take-remote");
    assertThat(gone)
        .contains("its consignment is not there", "/order/take-remote")
        .doesNotContain("/order/push-local");
  }

  @Test
  void aNumberThatTheStoreHasIsSaidBeforeTheOrderIsApproved()
      throws IOException, InterruptedException {
    keyed("PO-1", Status.OPEN, 1);
    assertThat(world.cli.run("register:walk").exit()).isZero();
    world.haveOrder("PO-1", world.skus().getFirst());

    assertThat(world.signedIn(Role.BUYER).page("/order?id=PO-1"))
        .contains("Lightspeed has the number PO-1 already");
  }

  private static HttpResponse<String> settle(Visitor visitor, String path, String shown)
      throws IOException, InterruptedException {
    return visitor.post(path, "id", "PO-1", "shown", shown);
  }

  // ---- the installation ----

  @Test
  void anAdministratorSaysWhichInstallationSends() throws IOException, InterruptedException {
    var admin = world.signedIn(Role.ADMIN);
    var sends = admin.page("/installation");

    var unasked = word(admin, "/installation/confirm", "confirm", field(sends, "shown"));
    var unsure = word(admin, "/installation/copy", "yes", field(sends, "shown"));
    var copy = word(admin, "/installation/copy", "copy", field(sends, "shown"));
    var stale = word(admin, "/installation/confirm", "confirm", field(sends, "shown"));
    var confirmed = word(admin, "/installation/confirm", "confirm", field(copy.body(), "shown"));

    assertThat(sends)
        .contains("This installation sends orders to Lightspeed.", "db:restore", "store:switch")
        .contains("server on ");
    assertThat(unasked.body()).contains("There is nothing to confirm");
    assertThat(unsure.body()).contains("Nothing was changed: type the word copy");
    assertThat(copy.body()).contains("This is a copy and sends nothing.", "it sends nothing");
    assertThat(stale.body()).contains("has changed since it was shown");
    assertThat(confirmed.body()).contains("This installation sends, with the key ");
    assertThat(
            DATABASE.texts(
                "SELECT action FROM audit_log WHERE " + ActorName.inWords("actor") + " = 'admin'"))
        .contains("console.installation.copy", "installation.copy", "installation.confirmed");
  }

  private static HttpResponse<String> word(Visitor visitor, String path, String word, String shown)
      throws IOException, InterruptedException {
    return visitor.post(path, "confirm", word, "shown", shown);
  }

  @Test
  void theStoreIsAskedForAndWhatKeepsItFromBeingLeftIsShown()
      throws IOException, InterruptedException {
    var admin = world.signedIn(Role.ADMIN);
    admin.page("/installation");
    world.haveOrder("PO-1", world.skus().getFirst());
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE vend_consignments SET state = 'APPROVED',"
                        + " lightspeed_consignment_id = 'c' WHERE id = 'PO-1'"));

    var asked = admin.post("/installation/ask");
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE installation SET store_number = store_number + 7, store_id = 'x',"
                        + " store_name = 'Theirs', store_outlets = '[\"x\"]'"));
    var other = admin.post("/installation/ask");

    assertThat(asked.body())
        .contains("the store that everything here is about", "half sent or in doubt", "PO-1");
    assertThat(other.body()).contains("Address and token lead to another store", "Theirs");
    assertThat(world.signedIn(Role.OPERATOR).get("/installation").statusCode()).isEqualTo(403);
  }

  // ---- the world ----

  /// A consignment that staff keyed in.
  private String keyed(String number, Status status, int count) {
    return world.emulator.make(
        StaffOrder.of(
                number,
                world.emulator.outlets().getFirst().id(),
                world.emulator.suppliers().getFirst().id())
            .line(world.skus().getFirst(), count, "2.50")
            .in(status));
  }

  /// The value of a hidden field.
  private static String field(String page, String name) {
    assertThat(page).contains("name=\"" + name + "\" value=\"");
    return page.replaceAll("(?s).*?name=\"" + name + "\" value=\"([^\"]*)\".*", "$1");
  }
}
