package xseries.emulator.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.Product;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.Ledger;
import xseries.emulator.consignment.Line;
import xseries.emulator.journal.JournalEntry;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;

/// What tests ask for, in one piece and without paging.
final class Dump {
  private final Ledger ledger;
  private final Catalog catalog;

  Dump(Ledger ledger, Catalog catalog) {
    this.ledger = ledger;
    this.catalog = catalog;
  }

  /// All consignments, deleted ones too, or those with one reference.
  ArrayNode consignments(@Nullable String reference) {
    ArrayNode all = Json.array();
    for (Consignment one : ledger.consignments().all()) {
      if (reference == null || reference.equals(one.header().reference())) {
        all.add(consignment(one));
      }
    }
    return all;
  }

  ObjectNode consignment(Consignment one) {
    ArrayNode lines = Json.array();
    for (Line line : ledger.linesOf(one)) {
      Product product = catalog.products().get(line.productId());
      lines.add(
          new Wire(true)
              .text("product_id", line.productId())
              .text("sku", product == null ? null : product.sku())
              .fivePlaces("count", line.count())
              .fivePlaces("received", line.received())
              .fivePlaces("cost", line.cost())
              .node());
    }
    return new Wire(true)
        .text("id", one.id())
        .text("type", one.type().name())
        .text("status", one.status().name())
        .text("reference", one.header().reference())
        .text("outlet_id", one.header().outletId())
        .text("supplier_id", one.header().supplierId())
        .time("deleted_at", one.deletedAt())
        .set("products", lines)
        .node();
  }

  ObjectNode catalog() {
    ObjectNode all = Json.object();
    ArrayNode outlets = all.putArray("outlets");
    catalog.outlets().all().forEach(one -> named(outlets, one.id(), one.name()));
    ArrayNode suppliers = all.putArray("suppliers");
    catalog.suppliers().all().forEach(one -> named(suppliers, one.id(), one.name()));
    ArrayNode products = all.putArray("products");
    for (Product one : catalog.products().all()) {
      products.add(product(one));
    }
    return all;
  }

  static ObjectNode product(Product one) {
    return new Wire(true)
        .text("id", one.id())
        .text("sku", one.sku())
        .text("name", one.fullName())
        .flag("is_active", one.isActive())
        .flag("is_composite", one.isComposite())
        .flag("has_variants", one.hasVariants())
        .time("deleted_at", one.deletedAt())
        .node();
  }

  private static void named(ArrayNode list, String id, String name) {
    list.addObject().put("id", id).put("name", name);
  }

  static ArrayNode requests(List<JournalEntry> entries) {
    ArrayNode all = Json.array();
    for (JournalEntry entry : entries) {
      ObjectNode one =
          all.addObject()
              .put("n", entry.n())
              .put("at", entry.at().toString())
              .put("method", entry.method())
              .put("path", entry.path())
              .put("status", entry.status())
              .put("applied", entry.isApplied())
              .put("answered", entry.isAnswered())
              .put("ms", entry.ms());
      if (!entry.query().isEmpty()) {
        one.put("query", entry.query());
      }
    }
    return all;
  }
}
