package lightspeed.health;

import java.util.function.Supplier;
import lightspeed.config.DiskRoom;

/// There is room on the disk of the data directory. It fails before writes do: what cannot be
/// written down is not sent.
public final class DiskCheck implements HealthCheck {
  private static final String NAME = "disk";

  private final Supplier<DiskRoom> room;

  /// @param room asked for when it is looked
  public DiskCheck(Supplier<DiskRoom> room) {
    this.room = room;
  }

  @Override
  public CheckResult look() {
    var now = room.get();
    return now.isNearlyFull()
        ? new CheckResult.Failed(NAME, now.words(), "Make room, then: lightspeed-cli queue:prune 7")
        : new CheckResult.Passed(NAME, now.words());
  }
}
