package lightspeed.console.orders;

import java.util.Objects;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.register.ListReferences;
import lightspeed.register.RegisteredConsignment;
import lightspeed.register.WalkState;

/// The order numbers that the store has, as of the last walk of its list.
public record ReferencePage(
    Frame frame, ListReferences.Filter filter, WalkState state, ListReferences.Page page) {

  /// When the list was read to its end, in words.
  public String age() {
    var ended = state.sinceEnded();
    return ended == null
        ? "Lightspeed's list of consignments was never read to its end."
        : "As of " + Show.seconds(Math.max(0, ended.toSeconds())) + " ago.";
  }

  public static String status(RegisteredConsignment one) {
    return one.isGone() ? "gone" : one.status().isEmpty() ? "unreadable" : one.status();
  }

  /// The colour of a consignment's status. OPEN is bad of a gate and nothing of a consignment.
  public static String tone(String status) {
    return status.equals(ListReferences.Status.OPEN.name()) ? "quiet" : Show.tone(status);
  }

  public boolean isFiltered() {
    return filter.reference() != null || filter.status() != null;
  }

  /// The address of the following page.
  public String nextPage() {
    var next = Objects.requireNonNull(page.next());
    var status = filter.status();
    return "/references?number="
        + Show.part(filter.reference())
        + "&status="
        + (status == null ? "" : status.name())
        + "&version="
        + next.version()
        + "&after="
        + Show.part(next.id());
  }
}
