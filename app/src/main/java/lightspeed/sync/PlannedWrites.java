package lightspeed.sync;

import lightspeed.xseries.CallBudget;
import lightspeed.xseries.CallBudget.Permit;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesClient;
import org.jspecify.annotations.Nullable;

/// The writes of one attempt. Those that were planned are granted together, at the first of them,
/// so that the attempt does not stand still between two of them.
///
/// **Threads:** used by the attempt's thread only.
final class PlannedWrites implements CallBudget.Together {
  private final XSeriesClient client;
  private final Caller caller;
  private CallBudget.@Nullable Together granted;
  private int planned = 1;

  PlannedWrites(XSeriesClient client, Caller caller) {
    this.client = client;
    this.caller = caller;
  }

  /// So many will follow. Replaces an earlier plan that nothing was granted for.
  void plan(int calls) {
    planned = calls;
  }

  /// Whether the attempt holds calls, which nobody else can make meanwhile.
  boolean areGranted() {
    return granted != null;
  }

  @Override
  public Permit next() throws InterruptedException {
    CallBudget.Together calls = granted;
    if (calls == null) {
      calls = client.together(caller, planned);
      granted = calls;
    }
    return calls.next();
  }

  /// Gives back what was not used.
  @Override
  public void close() {
    if (granted != null) {
      granted.close();
    }
  }
}
