package lightspeed.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import lightspeed.changes.ChangesWorld;
import lightspeed.xseries.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the user saw: an outage, then the database's clock set back, and no order was sent until
/// the clock had caught up.
@Tag("slow")
final class ClockSetBackTest {
  private final ChangesWorld world = new ChangesWorld();

  ClockSetBackTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void aWalkAfterItCountsAlthoughTheOutageSeemsToLieAhead() throws Exception {
    world.database.useTransaction(world.register::distrust);
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE lightspeed_register SET distrusted_at = distrusted_at + INTERVAL 2 HOUR"));

    world.register.ensure(Caller.person(), world.register.fromNowOn());

    assertThat(world.register.isFresh(Need.recent())).isTrue();
  }

  @Test
  void aWalkThatBeganInTheFutureProvesNothing() throws Exception {
    world.register.ensure(Caller.person(), world.register.fromNowOn());
    world.database.useTransaction(
        tx -> tx.execute("UPDATE lightspeed_register SET began_at = began_at + INTERVAL 2 HOUR"));

    assertThat(world.register.isFresh(Need.recent())).isFalse();
  }
}
