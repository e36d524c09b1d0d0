package lightspeed.sync;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lightspeed.purchaseorder.DueDates;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import org.jspecify.annotations.Nullable;

/// The header that the order's consignment was announced with. Another one is the work of a person.
///
/// The name and the supplier's invoice number are left out: they are what staff write notes into,
/// and sending does not touch them. Nor does the time of the day on which the order is due.
///
/// @param outlet the zone of its outlet
record AnnouncedHeader(ConsignmentDraft announced, ZoneId outlet) {

  /// @param outlet see [ConsignmentStep#zone]
  static AnnouncedHeader of(ResolvedOrder resolved, ZoneId outlet) {
    return new AnnouncedHeader(ConsignmentStep.draft(resolved, outlet), outlet);
  }

  /// @throws SyncRefused when it is another one
  void require(Consignment actual) {
    Optional<String> trouble = trouble(actual);
    if (trouble.isPresent()) {
      throw new SyncRefused(trouble.get());
    }
  }

  /// What keeps the order from going on with this header, for people; empty when nothing does.
  Optional<String> trouble(Consignment actual) {
    List<String> differences = differences(actual);
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The header of consignment "
                + actual.id()
                + " in Lightspeed is not as it was announced: "
                + String.join("; ", differences)
                + ". It may have been changed in Lightspeed, so nothing more was written. Set it"
                + " right in Lightspeed, or have it made what the order says (sync:diff "
                + announced.reference()
                + " --push-local). Then run sync:retry "
                + announced.reference()
                + ".");
  }

  /// What differs, for people.
  List<String> differences(Consignment actual) {
    List<String> differences = new ArrayList<>();
    compare(differences, "supplier", announced.supplierId(), actual.supplierId());
    compare(differences, "outlet", announced.outletId(), actual.outletId());
    compare(differences, "reference", announced.reference(), actual.reference());
    compare(differences, "due date", day(announced.dueAt()), day(actual.dueAt()));
    return differences;
  }

  private static void compare(
      List<String> differences, String what, @Nullable String ours, @Nullable String theirs) {
    if (!Objects.equals(ours, theirs)) {
      differences.add(what + " " + words(theirs) + " instead of " + words(ours));
    }
  }

  private static String words(@Nullable String value) {
    return value == null ? "none" : value;
  }

  private @Nullable String day(@Nullable Instant due) {
    LocalDate day = DueDates.dayOf(due, outlet);
    return day == null ? null : day.toString();
  }
}
