package lightspeed.sync;

import java.util.ArrayList;
import java.util.List;
import lightspeed.xseries.Caller;

/// Notes each read that a plan makes: sending the order makes the same ones.
final class PlannedReads implements Asking {
  private final List<PlannedCall> calls = new ArrayList<>();

  @Override
  public Caller about(String path, String what) {
    return Caller.person().beforeSending(() -> calls.add(new PlannedCall("GET", path, what)));
  }

  void add(List<PlannedCall> others) {
    calls.addAll(others);
  }

  List<PlannedCall> calls() {
    return List.copyOf(calls);
  }
}
