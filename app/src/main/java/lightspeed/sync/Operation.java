package lightspeed.sync;

import java.util.List;

/// What a row of `lightspeed_sync_log` is about, its column `operation`.
public enum Operation {
  /// The order was checked against the catalogue before anything was written.
  CHECK_ORDER,
  /// The order's number is taken in Lightspeed by something else; a person decides.
  CHECK_REFERENCE,
  CREATE_CONSIGNMENT,
  /// A consignment that stood under the order's number, and is exactly the order or what its create
  /// makes, was taken as the order's.
  LINK_CONSIGNMENT,
  /// A person took a consignment over as the order's.
  ADOPT_CONSIGNMENT,
  /// A person wants the order sent although these consignments have its number.
  SEND_BESIDE,
  ADD_PRODUCTS,
  /// The lines in Lightspeed were read and compared with the order.
  VERIFY_PRODUCTS,
  /// One line was set to the order's quantity and cost.
  REPAIR_PRODUCT,
  /// One line that we had added and the order does not have was taken away.
  REMOVE_PRODUCT,
  /// What an unfinished write of ours had done too much was taken back.
  TAKE_BACK,
  /// What stood in Lightspeed when a person decided what becomes of it.
  ACCEPT_LINES,
  SEND_CONSIGNMENT,
  /// The consignment was cancelled, because its order was cancelled here.
  CANCEL_CONSIGNMENT,
  /// The header was set to what the order says, because a person chose so.
  UPDATE_CONSIGNMENT,
  /// The order became a draft again; tells which consignment it had until then.
  REOPEN_ORDER,
  /// The order was marked as sent here.
  UPDATE_LOCAL,
  /// A second consignment with our reference, which an unanswered request of ours had made.
  DELETE_DUPLICATE,
  /// Something differs from the order that none of our requests explains; a person decides.
  DRIFT,
  /// The whole synchronisation ended in failure.
  SYNC_ORDER;

  /// What a call of this name to Lightspeed is the write of; empty for one that only reads.
  static List<Operation> ofCall(String call) {
    return switch (call) {
      case "createConsignment" -> List.of(CREATE_CONSIGNMENT);
      case "addProducts" -> List.of(ADD_PRODUCTS);
      case "assignProduct" -> List.of(REPAIR_PRODUCT);
      case "removeProduct" -> List.of(REMOVE_PRODUCT);
      case "deleteConsignment" -> List.of(DELETE_DUPLICATE);
      case "updateConsignment" -> List.of(SEND_CONSIGNMENT, CANCEL_CONSIGNMENT, UPDATE_CONSIGNMENT);
      default -> List.of();
    };
  }

  /// The operations that may leave an unknown outcome on the lines of a consignment.
  boolean isLineWrite() {
    return this == ADD_PRODUCTS || this == REPAIR_PRODUCT || this == REMOVE_PRODUCT;
  }
}
