package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.UnlimitedBudget;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.catalog.Product;

/// Calls are scarce: those for the writes of an order are granted when the walk that it relied on
/// has become too old.
@Tag("slow")
class LateGrantTest {

  @Test
  void whoHoldsCallsWalksBeforeOthersAndLosesNone() throws Exception {
    Scarce budget = new Scarce();
    try (SyncWorld world = new SyncWorld(budget)) {
      PurchaseOrderId order = world.anApprovedOrder(2);
      world.walk();
      budget.onGrant = () -> world.database.useTransaction(world.register::distrust);

      RunResult result = world.sync(order);

      assertThat(result).isInstanceOf(RunResult.Completed.class);
      assertThat(budget.said)
          .containsSubsequence(
              "BACKGROUND together",
              "not sent",
              "INTERACTIVE",
              "together sent",
              "together sent",
              "together sent");
    }
  }

  @Test
  void aSkuThatMovesWhileAnOrderWaitsForItsCallsIsOrderedAsTheNewProduct() throws Exception {
    Scarce budget = new Scarce();
    try (SyncWorld world = new SyncWorld(budget)) {
      world.pullCatalog();
      world.walk();
      List<Product> products = CampaignLane.Orderable.in(world.emulator);
      Product now = products.get(50);
      PurchaseOrderId order = world.anApprovedOrder(1);
      budget.onGrant =
          () -> {
            world.emulator.moveSku(products.get(0).id(), now.id());
            world.pass(Duration.ofMinutes(2));
          };

      RunResult result = world.sync(order);

      assertThat(result).isInstanceOf(RunResult.Completed.class);
      assertThat(world.live(order).getFirst().lines())
          .extracting(line -> line.productId())
          .containsExactly(now.id());
      assertThat(budget.said)
          .as("one call for the page of changed products and one for the empty one behind it")
          .containsSubsequence("BACKGROUND together", "not sent", "INTERACTIVE", "INTERACTIVE")
          .filteredOn(word -> word.equals("together sent"))
          .hasSize(3);
    }
  }

  /// Grants everything, and notes in which order.
  private static final class Scarce extends UnlimitedBudget {
    final List<String> said = new ArrayList<>();
    Runnable onGrant = () -> {};

    @Override
    public Permit acquire(Urgency urgency) {
      said.add(urgency.name());
      return () -> {};
    }

    @Override
    public Together acquire(Urgency urgency, int calls) {
      said.add(urgency + " together");
      onGrant.run();
      return () ->
          new Permit() {
            @Override
            public void ended() {
              said.add("together sent");
            }

            @Override
            public void unused() {
              said.add("not sent");
            }
          };
    }
  }
}
