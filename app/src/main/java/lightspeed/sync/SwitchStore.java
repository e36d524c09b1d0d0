package lightspeed.sync;

import java.util.List;
import lightspeed.db.Database;
import lightspeed.installation.AtWork;
import lightspeed.installation.Installation;
import lightspeed.installation.InstallationRefused;
import org.jdbi.v3.core.Handle;

/// Begins with another store under this data, as a person says.
///
/// **Threads:** safe.
public final class SwitchStore {
  private static final int SHOWN = 5;

  private final Database database;
  private final Installation installation;

  public SwitchStore(Database database, Installation installation) {
    this.database = database;
    this.installation = installation;
  }

  /// What keeps the store from being left at this moment.
  ///
  /// @param running the workers and servers that use this database
  /// @param halfSent some orders of which a part is in Lightspeed, or may be
  public record InTheWay(List<String> running, List<String> halfSent) {
    public InTheWay {
      running = List.copyOf(running);
      halfSent = List.copyOf(halfSent);
    }
  }

  /// Tells what [#check] refuses for, without refusing.
  public InTheWay inTheWay() {
    return database.read(tx -> new InTheWay(AtWork.now(tx), HalfSent.find(tx, SHOWN + 1)));
  }

  /// Finds out whether the store can be left.
  ///
  /// @throws InstallationRefused while something runs, or an order is half sent or in doubt
  public void check() {
    database.useTransaction(SwitchStore::refuse);
  }

  private static void refuse(Handle tx) {
    AtWork.refuse(tx, "switch the store");
    List<String> halfSent = HalfSent.find(tx, SHOWN + 1);
    if (!halfSent.isEmpty()) {
      throw new InstallationRefused(
          "half_sent",
          "These orders are partly sent, or their outcome is unknown: "
              + String.join(", ", halfSent.subList(0, Math.min(SHOWN, halfSent.size())))
              + (halfSent.size() > SHOWN ? " and more" : "")
              + ". Connect their store again and let a worker finish them, or cancel them"
              + " there: lightspeed-cli po:cancel <order>.");
    }
  }

  /// Leaves the store, in one transaction with the check.
  ///
  /// @return its name
  /// @throws InstallationRefused as [#check]
  public String leave(String actor) {
    return installation.leaveStore(SwitchStore::refuse, actor);
  }
}
