package lightspeed.purchaseorder;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns an import file may have, with their names.
enum ImportColumn {
  PUBLIC_ID("public_id"),
  ID("id"),
  SUPPLIER("supplier"),
  OUTLET("outlet"),
  SKU("sku"),
  /// In Lightspeed's own stock orders, in place of the SKU.
  HANDLE("handle"),
  QUANTITY("quantity"),
  /// `supply_price` in Lightspeed's own stock orders.
  UNIT_COST("unit_cost", "supply_price"),
  DUE_AT("due_at"),
  SUPPLIER_INVOICE("supplier_invoice"),
  NOTES("notes"),
  NAME("name");

  private final String word;
  private final @Nullable String otherName;

  ImportColumn(String word) {
    this(word, null);
  }

  ImportColumn(String word, @Nullable String otherName) {
    this.word = word;
    this.otherName = otherName;
  }

  /// The name in messages.
  String word() {
    return word;
  }

  /// All names that a header may use.
  static List<String> allNames() {
    return Stream.of(values())
        .flatMap(column -> Stream.of(column.word, column.otherName))
        .filter(Objects::nonNull)
        .toList();
  }

  /// The column that a header cell means, whatever its case, with spaces or hyphens in place of
  /// underscores.
  static Optional<ImportColumn> of(String headerCell) {
    String name = headerCell.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    for (ImportColumn column : values()) {
      if (name.equals(column.word) || name.equals(column.otherName)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }
}
