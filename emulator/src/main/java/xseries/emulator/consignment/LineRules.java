package xseries.emulator.consignment;

/// Which field of a line may be written while the consignment stands where it stands.
///
/// Writing a field at the wrong time is not an error: the vendor says when each is applied and is
/// silent otherwise, so it is ignored.
final class LineRules {
  private LineRules() {}

  static void checkWritable(Consignment consignment) {
    Status status = consignment.status();
    boolean isClosed =
        status.isFrozen() || (consignment.type() == Type.RETURN && status == Status.SENT);
    if (isClosed) {
      throw Refusal.rule("products of a consignment that is " + status + " cannot be updated");
    }
  }

  static void checkDeletable(Consignment consignment) {
    checkWritable(consignment);
    Status status = consignment.status();
    boolean isTooLate =
        switch (consignment.type()) {
          case SUPPLIER -> status == Status.DISPATCHED;
          case OUTLET, RETURN -> status != Status.OPEN;
          case STOCKTAKE -> false;
        };
    if (isTooLate) {
      throw Refusal.rule("products of a consignment that is " + status + " cannot be deleted");
    }
  }

  static boolean takesCount(Consignment consignment) {
    return consignment.status().isOpenOrSent() || consignment.type() == Type.STOCKTAKE;
  }

  static boolean takesReceived(Consignment consignment) {
    return switch (consignment.type()) {
      case SUPPLIER -> consignment.status() == Status.DISPATCHED;
      case OUTLET ->
          consignment.status() == Status.SENT || consignment.status() == Status.DISPATCHED;
      case RETURN -> false;
      case STOCKTAKE ->
          consignment.status() == Status.STOCKTAKE_IN_PROGRESS
              || consignment.status() == Status.STOCKTAKE_IN_PROGRESS_PROCESSED;
    };
  }

  static boolean takesCost(Consignment consignment) {
    return switch (consignment.type()) {
      case SUPPLIER ->
          consignment.status().isOpenOrSent() || consignment.status() == Status.DISPATCHED;
      case OUTLET -> consignment.status() == Status.OPEN;
      case RETURN -> consignment.status() == Status.OPEN;
      case STOCKTAKE -> false;
    };
  }
}
