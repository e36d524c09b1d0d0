package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.consignment.Status;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// What staff do in the shop, seen and answered by whole command lines.
@Tag("slow")
final class WayBackCommandsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String ORDER = "PO-2025-001";

  @TempDir private Path folder = Path.of("");

  private Emulator emulator;
  private TestCli cli;

  WayBackCommandsTest() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    cli = new TestCli(folder, Map.of());
  }

  @BeforeEach
  void configure() throws IOException {
    cli =
        TestCli.of(folder, DATABASE, emulator)
            .with("QUEUE_RETRY_DELAYS", "600")
            .with("SYNC_SETTLE_SECONDS", "0.3");
    assertThat(cli.run("catalog:pull").exit()).isZero();
    assertThat(cli.run("po:import", file(), "--approve").exit()).isZero();
  }

  @AfterEach
  void stop() throws IOException {
    emulator.close();
  }

  @Test
  void reconcileShowsWhatChangedAndTheOrderShowsWhatCame() {
    send();
    emulator.receive(
        consignment(), Map.of(skus().get(0), BigDecimal.TEN, skus().get(1), BigDecimal.ONE));

    var reconcile = cli.run("sync:reconcile", "--json");
    var status = cli.run("sync:status", ORDER, "--json");

    assertThat(reconcile.exit()).isZero();
    assertThat(reconcile.json().path("changes").findValuesAsString("operation"))
        .containsExactly("STATUS_CHANGED", "RECEIPT_APPLIED");
    assertThat(reconcile.json().path("changes").get(0).path("words").asString())
        .isEqualTo("SENT -> RECEIVED");
    assertThat(status.json().path("state").asString()).isEqualTo("RECEIVED");
    var first = status.json().path("line_items").get(0);
    assertThat(first.path("quantity_over").asInt()).isEqualTo(7);
    assertThat(status.json().path("line_items").get(1).path("quantity_open").asInt()).isEqualTo(2);
    assertThat(cli.run("po:show", ORDER).out()).contains("10 (7 too many)");
    assertThat(cli.run("sync:reconcile").out()).contains("Nothing changed");
  }

  @Test
  void aSecondConsignmentThatAWalkByHandSawIsToldAtOnceByEverything() {
    send();
    String second = emulator.duplicate(consignment());

    var walk = cli.run("register:walk", "--json");

    assertThat(walk.exit()).as(walk.err()).isZero();
    assertThat(walk.json().path("changes").findValuesAsString("operation"))
        .containsExactly("DRIFT");
    assertThat(cli.run("sync:status", ORDER, "--json").json().path("agreement").asString())
        .isEqualTo("LOUD");
    assertThat(cli.run("sync:diff", ORDER).out()).contains(second);
    assertThat(cli.run("health").out()).contains(ORDER).contains("one consignment too many");
    assertThat(cli.run("doctor").out()).contains(second);
  }

  @Test
  void aConsignmentOfOursThatAWalkByHandSawChangedIsReadAtOnce() {
    send();
    emulator.editHeader(consignment(), "reference", "SOMETHING-ELSE");

    assertThat(cli.run("register:walk").exit()).isZero();

    assertThat(cli.run("sync:status", ORDER, "--json").json().path("agreement").asString())
        .isEqualTo("PLAIN");
    assertThat(cli.run("health").out()).contains("drift: Order " + ORDER + " differs in reference");
  }

  @Test
  void aSecondConsignmentThatTheSendingOfAnotherOrderSawIsToldByWhoeverReads() throws IOException {
    send();
    String second = emulator.duplicate(consignment());
    Files.writeString(
        folder.resolve("other.csv"),
        Files.readString(Path.of(file())).replace(ORDER, "PO-2025-002"));
    cli.run("po:import", folder.resolve("other.csv").toString(), "--approve");
    assertThat(cli.run("sync:po", "PO-2025-002").exit()).isZero();
    assertThat(cli.run("register:list", "--reference=" + ORDER).out()).contains(second);

    var health = cli.run("health").out();
    var diff = cli.run("sync:diff", ORDER);

    assertThat(health).contains(ORDER).contains("was not read yet");
    assertThat(diff.out()).contains(second);
    assertThat(cli.run("health").out()).contains("one consignment too many");
  }

  @Test
  void aDrainTellsThatJobsFailedAndExits0BecauseItRanThem() {
    emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1).status(422));

    var drained = cli.run("queue:work", "--drain");

    assertThat(drained.exit()).isZero();
    assertThat(drained.out()).contains("1 failed");
    assertThat(drained.err()).contains("queue:list --status=FAILED");
  }

  @Test
  void receiptsAreWrittenAsRowsOfAFile() {
    send();
    emulator.receive(consignment());
    cli.run("sync:reconcile");

    var all = cli.run("po:receipts").out().lines().toList();
    var earlier = cli.run("po:receipts", "--since=2999-01-01").out().lines().toList();

    assertThat(all).hasSize(3);
    assertThat(all.getFirst()).startsWith("order,state,supplier,outlet,line,sku,name,ordered");
    assertThat(all.get(1)).startsWith(ORDER + ",RECEIVED,").contains(",3,3,0,0,");
    assertThat(earlier).hasSize(1);
    assertThat(cli.run("po:receipts", "--order=PO-NONE").exit()).isEqualTo(3);
  }

  @Test
  void anOrderIsCancelledBeforeAndAfterItWasSent() {
    send();

    var cancel = cli.run("po:cancel", ORDER, "--json");

    assertThat(cancel.exit()).isZero();
    assertThat(cancel.json().path("state").asString()).isEqualTo("CANCELLED");
    assertThat(cancel.json().path("lightspeed_status").asString()).isEqualTo("CANCELLED");
    assertThat(cli.run("po:cancel", ORDER).exit()).isZero();
    assertThat(cli.run("po:cancel", "PO-NONE").exit()).isEqualTo(3);
  }

  @Test
  void whoeverCancelsIsToldWhatStandsUnderTheNumberAndWasLeftAlone() {
    var theirs =
        emulator.make(
            StaffOrder.of(
                    ORDER, emulator.outlets().getFirst().id(), emulator.suppliers().getFirst().id())
                .line(skus().getFirst(), 5, "1.50")
                .in(Status.SENT));
    cli.run("sync:reconcile");

    var cancel = cli.run("po:cancel", ORDER, "--json");

    assertThat(cancel.exit()).isZero();
    assertThat(cancel.json().path("warnings").get(0).asString()).contains(theirs + " (SENT)");
    assertThat(cli.run("po:cancel", ORDER, "--json").json().path("warnings")).isEmpty();
  }

  @Test
  void whatWasReceivedCannotBeCancelledAlsoWhenNobodyHadNoticed() {
    send();
    emulator.receive(consignment());

    assertThat(cli.run("po:cancel", ORDER).exit()).isEqualTo(4);
    assertThat(cli.run("sync:status", ORDER, "--json").json().path("state").asString())
        .isEqualTo("RECEIVED");
    assertThat(cli.run("po:cancel", ORDER).exit()).isEqualTo(4);
  }

  @Test
  void driftIsShownAndEachWayOutSettlesIt() {
    send();
    assertThat(cli.run("sync:diff", ORDER).out()).contains("agree");
    emulator.editCount(consignment(), skus().get(0), BigDecimal.valueOf(8));

    var diff = cli.run("sync:diff", ORDER, "--json");
    var asDiff = cli.run("sync:diff", ORDER, "--exit-code");
    var push = cli.run("sync:diff", ORDER, "--push-local", "--json");

    assertThat(diff.exit()).isZero();
    assertThat(diff.json().path("differences").get(0).path("item").asString())
        .isEqualTo("count:" + skus().get(0));
    assertThat(diff.json().path("differences").get(0).path("here").asString()).isEqualTo("3");
    assertThat(diff.json().path("differences").get(0).path("there").asString()).isEqualTo("8");
    assertThat(asDiff.exit()).isEqualTo(1);
    assertThat(push.exit()).isZero();
    assertThat(push.json().path("is_different").asBoolean()).isFalse();

    emulator.editCount(consignment(), skus().get(0), BigDecimal.valueOf(9));
    assertThat(cli.run("sync:diff", ORDER, "--ignore", "--exit-code").exit()).isZero();
    assertThat(cli.run("sync:diff", ORDER, "--take-remote", "--exit-code").exit()).isZero();
    var line = cli.run("po:show", ORDER, "--json").json().path("line_items").get(0);
    assertThat(line.path("quantity").asInt()).isEqualTo(9);
  }

  @Test
  void whatCannotBeComparedOrPushedIsRefused() {
    assertThat(cli.run("sync:diff", ORDER).exit()).isEqualTo(4);
    send();
    emulator.dispatch(consignment());

    assertThat(cli.run("sync:diff", ORDER, "--push-local").exit()).isEqualTo(4);
    assertThat(cli.run("sync:diff", ORDER, "--push-local", "--ignore").exit()).isEqualTo(2);
    assertThat(cli.run("sync:diff", "PO-NONE").exit()).isEqualTo(3);
  }

  @Test
  void aPollThatGetsNoAnswerSaysSo() {
    send();
    emulator.add(Fault.of(FaultKind.RESET_BEFORE).on("GET", "/consignments"));

    assertThat(cli.run("sync:reconcile").exit()).isEqualTo(6);
  }

  private void send() {
    assertThat(cli.run("sync:po", ORDER).exit()).isZero();
  }

  private String consignment() {
    return emulator.consignments(ORDER).getFirst().consignment().id();
  }

  private List<String> skus() {
    return emulator.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .map(product -> product.sku())
        .distinct()
        .limit(2)
        .toList();
  }

  private String file() throws IOException {
    var csv = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    for (var sku : skus()) {
      csv.append(ORDER).append(',');
      csv.append(emulator.suppliers().getFirst().id()).append(',');
      csv.append(emulator.outlets().getFirst().id()).append(',');
      csv.append(sku).append(",3,1.50\n");
    }
    return Files.writeString(folder.resolve("orders.csv"), csv).toString();
  }
}
