package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.retailer.LineState;
import lightspeed.sync.LyingProxy.Reply;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xseries.emulator.EmulatorOptions;

/// One consignment that Lightspeed's list cannot show. What the user saw: the whole line was said
/// to be down, for ever, and nothing named the consignment or a way out.
@Tag("slow")
final class UnreadableRowTest {
  private static final String LIST = "/consignments";
  private static final String ODD = "BY-HAND-1";
  private static final int MORE_THAN_ALL_TRIES = 7;

  private final LyingProxy proxy = new LyingProxy();
  private final SyncWorld world = new SyncWorld(EmulatorOptions.defaults(), proxy::before);

  UnreadableRowTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    world.close();
    proxy.close();
  }

  static Stream<Reply> answers() {
    return Stream.of(
        Reply.json(500, "{\"error\":\"internal\"}"), Reply.html(200, "<html>Oops</html>"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void oneRowThatCannotBeShownWaitsForAPersonAndTheDoorLeadsOut(Reply instead) throws Exception {
    world.pullCatalog();
    world.walk();
    world.otherConsignments(1);
    PurchaseOrderId order = world.anApprovedOrder(3);
    theRowIs(instead);
    world.database.useTransaction(world.register::distrust);

    for (int run = 0; run < MORE_THAN_ALL_TRIES; run++) {
      assertThat(world.sync(order)).isInstanceOf(RunResult.WillRetry.class);
    }

    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.QUEUED);
    assertThat(world.register.state().trouble()).contains("register:skip");
    assertThat(world.line.look().kind()).isEqualTo(LineState.Kind.UP);
    assertThat(world.service.report(order.value()).waiting())
        .satisfies(
            waiting -> {
              assertThat(waiting.kind()).isEqualTo(Waiting.Kind.LIST);
              assertThat(waiting.reason()).contains("register:skip");
            });
    assertThat(world.live(order)).isEmpty();

    world.register.skip(Caller.person(), odd());

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
    assertThat(world.register.withReference(ODD)).hasSize(1);
    assertThat(world.register.state().trouble()).isNull();
  }

  @Test
  void suspicionOfAnotherCallFindsTheLineWellAllTheSame() throws Exception {
    world.walk();
    world.otherConsignments(1);
    theRowIs(Reply.json(500, "{\"error\":\"internal\"}"));

    assertThat(world.line.probe().kind()).isEqualTo(LineState.Kind.UP);
  }

  private void theRowIs(Reply instead) {
    UnaryOperator<Reply> words =
        truth -> new String(truth.body(), StandardCharsets.UTF_8).contains(ODD) ? instead : truth;
    proxy.lie("GET", LIST, Integer.MAX_VALUE, words);
  }

  private ConsignmentId odd() {
    return new ConsignmentId(world.emulator.consignments(ODD).getFirst().consignment().id());
  }
}
