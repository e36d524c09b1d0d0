package lightspeed.doctor;

/// What can be wrong with orders and catalogue.
final class OrdersFault {
  static final Fault OUTCOME_UNKNOWN =
      Fault.fault(
          Topic.ORDERS,
          "outcome-unknown",
          "Whether Lightspeed carried out a call is unknown, and no job is checking.",
          "lightspeed-cli sync:po <order>");

  static final Fault ORDERS_FAILED =
      Fault.fault(
          Topic.ORDERS,
          "orders-failed",
          "Orders did not get to Lightspeed.",
          "Repair what it says, then: lightspeed-cli sync:retry <order>");

  static final Fault ORDERS_NOT_QUEUED =
      Fault.hint(
          Topic.ORDERS,
          "orders-not-queued",
          "Approved orders wait to be sent.",
          "lightspeed-cli sync:pending");

  static final Fault ORDERS_UNSENT =
      Fault.fault(
          Topic.ORDERS,
          "orders-unsent",
          "Orders were approved more than a day ago and are not in Lightspeed.",
          "lightspeed-cli sync:status <order>");

  static final Fault ORDER_WITHOUT_JOB =
      Fault.hint(
          Topic.ORDERS,
          "order-without-job",
          "An order is said to be on its way, but no job carries it.",
          "lightspeed-cli sync:po <order> --queue");

  static final Fault ORDERS_LOUD =
      Fault.fault(
          Topic.ORDERS,
          "orders-loud",
          "Lightspeed has more than was ordered, other products, or nothing any more: a person must"
              + " act now.",
          "lightspeed-cli sync:diff <order>");

  static final Fault CONSIGNMENT_SECOND =
      Fault.fault(
          Topic.ORDERS,
          "consignment-second",
          "The goods of an order may be delivered twice. Do not cancel what is on its way.",
          "lightspeed-cli sync:diff <order>");

  static final Fault CONSIGNMENT_UNREAD =
      Fault.hint(
          Topic.ORDERS,
          "consignment-unread",
          "Another consignment has the number of an order. Until it is read, the goods may come"
              + " twice.",
          "lightspeed-cli sync:diff <order>");

  static final Fault REGISTER_STUCK =
      Fault.fault(
          Topic.ORDERS,
          "register-stuck",
          "The list of consignments cannot be read to its end. Nothing is created until it can.",
          "lightspeed-cli register:walk, or to pass a consignment that cannot be read:"
              + " lightspeed-cli register:skip <id>");

  static final Fault ORDERS_DIFFER =
      Fault.hint(
          Topic.ORDERS,
          "orders-differ",
          "An order was edited in Lightspeed.",
          "lightspeed-cli sync:diff <order>");

  static final Fault SKU_UNKNOWN =
      Fault.hint(
          Topic.ORDERS,
          "sku-unknown",
          "The order will be refused, unless the product is newer than our mirror.",
          "lightspeed-cli catalog:pull, then: lightspeed-cli vend:products <sku>");

  static final Fault CATALOGUE_EMPTY =
      Fault.hint(
          Topic.ORDERS,
          "catalogue-empty",
          "SKUs, suppliers and outlets cannot be checked at import.",
          "lightspeed-cli catalog:pull");

  static final Fault CATALOGUE_OLD =
      Fault.hint(
          Topic.ORDERS,
          "catalogue-old",
          "Changed products were not fetched lately. Orders fetch them before they are sent; checks"
              + " at import use the old catalog.",
          "lightspeed-cli catalog:pull");

  static final Fault CATALOGUE_UNREADABLE =
      Fault.hint(
          Topic.ORDERS,
          "catalogue-unreadable",
          "A list of the catalog cannot be read. Orders ask for each of their SKUs instead, and"
              + " SKUs that moved after an order was sent are not noticed.",
          "lightspeed-cli catalog:pull");

  static final Fault CATALOGUE_ODD =
      Fault.hint(
          Topic.ORDERS,
          "catalogue-odd",
          "A row of Lightspeed's catalog was skipped or changed to fit.",
          "Correct the row in Lightspeed, then: lightspeed-cli catalog:pull");

  private OrdersFault() {}
}
