package lightspeed.cli;

import lightspeed.webhook.StoredDelivery;

/// Webhook deliveries as JSON and as rows.
final class DeliveryDocuments {
  private static final int REASON_WIDTH = 120;

  private DeliveryDocuments() {}

  static Document of(StoredDelivery delivery) {
    return new Document()
        .with("id", delivery.id())
        .with("event_type", delivery.eventType())
        .with("status", delivery.status().name())
        .with("reason", delivery.reason())
        .with("consignment_id", delivery.consignmentId())
        .with("verified_by", delivery.verifiedBy())
        .with("source_address", delivery.sourceAddress())
        .with("bytes", delivery.bytes())
        .with("received_at", delivery.receivedAt())
        .with("processed_at", delivery.processedAt());
  }

  static Table table() {
    return Table.of(
        Table.Column.text("ID"),
        Table.Column.text("RECEIVED"),
        Table.Column.text("TYPE"),
        Table.Column.status("STATUS"),
        Table.Column.text("PROVEN BY"),
        Table.Column.text("FROM"),
        Table.Column.text("CONSIGNMENT"),
        Table.Column.flexible("REASON"));
  }

  static void row(Table table, StoredDelivery delivery) {
    var reason = delivery.reason();
    table.row(
        delivery.id(),
        Words.time(delivery.receivedAt()),
        Table.oneLine(delivery.eventType()),
        delivery.status(),
        delivery.verifiedBy(),
        delivery.sourceAddress(),
        delivery.consignmentId(),
        reason == null ? null : Table.shortened(Table.oneLine(reason), REASON_WIDTH));
  }
}
