package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import lightspeed.job.RunResult;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.LyingProxy.Reply;
import lightspeed.xseries.OddForms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import xseries.emulator.EmulatorOptions;

/// Orders are sent while every answer has members in forms that no document shows: what the
/// protocol does not need changes nothing of what is written.
@Tag("slow")
final class OddAnswersTest {
  private static final int ORDERS = 25;

  /// What is needed of any answer on the way of an order.
  private static final Set<String> NEEDED =
      Set.of(
          "data",
          "id",
          "type",
          "status",
          "outlet_id",
          "supplier_id",
          "reference",
          "due_at",
          "deleted_at",
          "sku",
          "is_active",
          "active",
          "is_composite",
          "has_variants",
          "product_id",
          "count",
          "received",
          "cost",
          "name",
          "time_zone");

  /// They go back as they came, so a lie about them would be written.
  private static final Set<String> GOES_BACK = Set.of("supplier_invoice", "source_outlet_id");

  private final LyingProxy proxy = new LyingProxy();
  private final SyncWorld world = new SyncWorld(EmulatorOptions.defaults(), proxy::before);
  private final List<OddForms.Form> forms = OddForms.all();
  private final Set<String> changed = new LinkedHashSet<>();
  private int answers;
  private int members;

  OddAnswersTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    world.close();
    proxy.close();
  }

  @Test
  void sendsExactlyOnceWhateverFormTheMembersHaveThatAreNotNeeded() throws InterruptedException {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    proxy.lie(LyingProxy.ANY, "/.*", Integer.MAX_VALUE, reply -> odd(reply, random));

    for (int n = 0; n < ORDERS; n++) {
      PurchaseOrderId order = world.anApprovedOrder(1 + random.nextInt(8));
      RunResult result = world.syncToTheEnd(order);
      world.walk();
      assertThat(result)
          .as("seed " + seed + ", order " + n)
          .isInstanceOf(RunResult.Completed.class);
      world.assertExactlyOnce(order);
    }
    world.lookAgain();

    System.out.println(
        "Odd answers, seed "
            + seed
            + ": "
            + ORDERS
            + " orders, "
            + answers
            + " answers, "
            + members
            + " members changed: "
            + changed);
    assertThat(answers).isGreaterThan(ORDERS * 3);
  }

  private synchronized Reply odd(Reply reply, Random random) {
    if (reply.body().length == 0 || reply.status() >= 300) {
      return reply;
    }
    JsonNode root = Json.untrusted().readTree(reply.body());
    List<OddForms.Member> free =
        OddForms.members(root).stream().filter(each -> isFree(root, each)).toList();
    for (int i = random.nextInt(4); i >= 0 && !free.isEmpty(); i--) {
      OddForms.Member member = free.get(random.nextInt(free.size()));
      if (OddForms.change(root, member, forms.get(random.nextInt(forms.size())))) {
        changed.add(member.name());
        members++;
      }
    }
    answers++;
    return Reply.json(reply.status(), root.toString());
  }

  private static boolean isFree(JsonNode root, OddForms.Member member) {
    boolean isBulk = root.path("data").isObject() && !root.path("data").has("id");
    return !NEEDED.contains(member.name())
        && !GOES_BACK.contains(member.name())
        && !(isBulk && member.path().size() > 1);
  }
}
