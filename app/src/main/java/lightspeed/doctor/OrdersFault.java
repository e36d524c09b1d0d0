package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with orders and catalogue.
enum OrdersFault implements Fault {
  OUTCOME_UNKNOWN(
      FAULT,
      "Nobody knows whether Lightspeed carried a call out, and no job is looking.",
      "lightspeed-cli sync:po <order>"),
  ORDERS_FAILED(
      FAULT,
      "Orders did not get to Lightspeed.",
      "Repair what it says, then: lightspeed-cli sync:retry <order>"),
  ORDERS_NOT_QUEUED(
      HINT, "Approved orders wait for somebody to send them.", "lightspeed-cli sync:pending"),
  ORDER_WITHOUT_JOB(
      FAULT,
      "An order is said to be on its way, but no job carries it.",
      "lightspeed-cli sync:po <order> --queue"),
  ORDERS_LOUD(
      FAULT,
      "Lightspeed has more than was ordered, other products, or nothing any more: a person must act"
          + " now.",
      "lightspeed-cli sync:diff <order>"),
  CONSIGNMENT_SECOND(
      FAULT,
      "The goods of an order may be delivered twice. Do not cancel what is on its way.",
      "lightspeed-cli sync:diff <order>"),
  REGISTER_STUCK(
      FAULT,
      "The list of consignments cannot be read to its end. Nothing is created until it can.",
      "lightspeed-cli register:walk, or to pass a consignment that cannot be read: lightspeed-cli"
          + " register:skip <id>"),
  ORDERS_DIFFER(HINT, "An order was edited in Lightspeed.", "lightspeed-cli sync:diff <order>"),
  SKU_UNKNOWN(
      HINT,
      "The order will be refused, unless the product is newer than our mirror.",
      "lightspeed-cli catalog:pull, then: lightspeed-cli vend:products <sku>"),
  CATALOGUE_EMPTY(
      HINT,
      "SKUs, suppliers and outlets cannot be checked at import.",
      "lightspeed-cli catalog:pull"),
  CATALOGUE_OLD(
      HINT,
      "Nobody asked for changed products. Orders ask before they are sent; checks at import use"
          + " the old catalogue.",
      "lightspeed-cli catalog:pull"),
  CATALOGUE_UNREADABLE(
      FAULT,
      "A list of the catalogue cannot be read. Orders ask for each of their SKUs instead, and"
          + " SKUs that moved after an order was sent are not noticed.",
      "lightspeed-cli catalog:pull"),
  CATALOGUE_ODD(
      HINT,
      "A row of Lightspeed's catalogue was skipped or changed to fit.",
      "Correct the row in Lightspeed, then: lightspeed-cli catalog:pull");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  OrdersFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.ORDERS;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
