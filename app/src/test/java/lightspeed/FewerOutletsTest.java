package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// The token is replaced by one of a user who is bound to another outlet.
@Tag("slow")
final class FewerOutletsTest {
  @RegisterExtension final TestDatabase database = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private final Emulator store =
      Emulator.start(EmulatorOptions.defaults().withProducts(50).with(Switch.RATE_LIMIT, false));

  FewerOutletsTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    store.close();
  }

  @Test
  void whatATokenMayNotSeeIsNotTakenForDeleted() throws IOException {
    var cli = TestCli.of(folder, database, store).with("SYNC_SETTLE_SECONDS", "0.3");
    sendOrder(cli);
    store.delete(store.consignments().getFirst().consignment().id());

    String other = store.outlets().getLast().id();
    var bound =
        cli.with("LIGHTSPEED_API_TOKEN", store.makeToken(null, List.of(other), null))
            .run("sync:diff", "PO-1");
    var whole = cli.run("sync:diff", "PO-1", "--json");

    assertThat(bound.exit()).isEqualTo(1);
    assertThat(bound.out() + bound.err())
        .contains("does not see its outlet")
        .doesNotContain("deleted");
    assertThat(whole.out()).as("one that sees all").contains("deleted");
  }

  private void sendOrder(TestCli cli) throws IOException {
    var product =
        store.products().stream()
            .filter(one -> one.isActive() && !one.isDeleted() && !one.isComposite())
            .filter(one -> !one.hasVariants())
            .findFirst()
            .orElseThrow();
    Path file = folder.resolve("orders.csv");
    Files.writeString(
        file,
        "public_id,supplier,outlet,sku,quantity,unit_cost\nPO-1,%s,%s,%s,3,1.50\n"
            .formatted(
                store.suppliers().getFirst().id(), store.outlets().getFirst().id(), product.sku()));
    assertThat(cli.run("catalog:pull").exit()).isZero();
    assertThat(cli.run("po:import", file.toString(), "--approve").exit()).isZero();
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
  }
}
