package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.json.Members;
import xseries.emulator.json.Odd;

/// What staff write into a product; what is not given stays as it is. Odd values are let through:
/// a SKU that another product has, a name without end, null where the vendor always has text.
public final class ProductEdit {
  /// What can be written, in the order in which a refusal lists it.
  static final List<String> MEMBERS =
      List.of(
          "sku",
          "name",
          "variant",
          "handle",
          "is_active",
          "is_composite",
          "has_variants",
          "variant_parent_id",
          "supplier_id",
          "supplier_code",
          "supply_price",
          "price",
          "codes",
          "printed",
          "absent");

  /// Members that are null or absent in ordinary rows too.
  private static final Set<String> NEVER_ODD =
      Set.of("variant", "variant_parent_id", "codes", "printed", "absent");

  private final ObjectNode body;

  private ProductEdit(ObjectNode body) {
    this.body = body;
  }

  /// An edit that changes nothing yet.
  public static ProductEdit none() {
    return new ProductEdit(Json.object());
  }

  /// The edit of a request.
  ///
  /// @throws BadField when a member is not known or cannot be read
  public static ProductEdit of(ObjectNode body) {
    Members.check(body, MEMBERS, "a product");
    JsonNode printed = body.get("printed");
    if (printed != null && !printed.isNull() && !printed.isObject()) {
      throw new BadField("printed", "must be an object");
    }
    JsonNode absent = body.get("absent");
    if (absent != null
        && !(absent.isArray() && absent.valueStream().allMatch(JsonNode::isString))) {
      throw new BadField("absent", "must be an array of strings");
    }
    return new ProductEdit(body.deepCopy());
  }

  public ProductEdit sku(@Nullable String sku) {
    return with("sku", sku);
  }

  public ProductEdit name(@Nullable String name) {
    return with("name", name);
  }

  public ProductEdit active(boolean isActive) {
    ObjectNode more = body.deepCopy();
    return new ProductEdit(more.put("is_active", isActive));
  }

  public ProductEdit supplyPrice(@Nullable BigDecimal price) {
    ObjectNode more = body.deepCopy();
    return new ProductEdit(more.put("supply_price", price));
  }

  /// Any member that holds text or null.
  ///
  /// @throws BadField when there is no such member
  public ProductEdit with(String member, @Nullable String value) {
    return of(body.deepCopy().put(member, value));
  }

  /// Prints a member of the API's row as this JSON, however absurd; for example
  /// `printed("supply_price", "\"much\"")`.
  public ProductEdit printed(String member, String json) {
    ObjectNode more = body.deepCopy();
    more.withObjectProperty("printed").set(member, Json.parse(json));
    return new ProductEdit(more);
  }

  /// Leaves these members out of the API's row.
  public ProductEdit absent(String... members) {
    ObjectNode more = body.deepCopy();
    ArrayNode names = more.putArray("absent");
    List.of(members).forEach(names::add);
    return new ProductEdit(more);
  }

  /// The product with this edit, as a newer row.
  Product over(Product old, long version) {
    Fields fields = new Fields(body);
    String sku = text("sku", old.sku());
    return new Product(
        old.id(),
        text("name", old.name()),
        fields.has("variant") ? fields.text("variant") : old.variant(),
        text("handle", old.handle()),
        sku,
        codes(old, sku),
        fields.has("variant_parent_id") ? fields.text("variant_parent_id") : old.variantParentId(),
        flag("is_active", old.isActive()),
        flag("is_composite", old.isComposite()),
        flag("has_variants", old.hasVariants()),
        text("supplier_id", old.supplierId()),
        text("supplier_code", old.supplierCode()),
        price("supply_price", old.supplyPrice()),
        price("price", old.priceExcludingTax()),
        old.createdAt(),
        old.deletedAt(),
        odd(old.odd()),
        version);
  }

  /// The code that repeats the SKU goes with it.
  private List<Product.Code> codes(Product old, String sku) {
    JsonNode given = body.get("codes");
    if (given == null) {
      return body.has("sku")
          ? old.codes().stream()
              .map(one -> one.code().equals(old.sku()) ? new Product.Code(one.type(), sku) : one)
              .filter(one -> !one.code().isEmpty())
              .toList()
          : old.codes();
    }
    if (!(given instanceof ArrayNode array)) {
      throw new BadField("codes", "must be an array of strings");
    }
    List<Product.Code> codes = new ArrayList<>();
    for (JsonNode code : array) {
      if (!code.isString()) {
        throw new BadField("codes", "must be an array of strings");
      }
      codes.add(new Product.Code("CUSTOM", code.asString()));
    }
    return codes;
  }

  /// Nulls are printed beside the row, and so is whatever `printed` holds; a value that is written
  /// again prints as it is.
  private @Nullable String odd(@Nullable String old) {
    String odd = old;
    for (String name : MEMBERS) {
      JsonNode value = body.get(name);
      if (value != null && !NEVER_ODD.contains(name)) {
        String printedAs = name.equals("price") ? "price_excluding_tax" : name;
        odd = value.isNull() ? Odd.with(odd, printedAs, value) : Odd.without(odd, printedAs);
      }
    }
    JsonNode absent = body.get("absent");
    if (absent != null) {
      odd = Odd.leavingOut(odd, absent);
    }
    JsonNode printed = body.get("printed");
    if (printed == null) {
      return odd;
    }
    if (printed.isNull()) {
      return null;
    }
    for (var member : printed.properties()) {
      odd = Odd.with(odd, member.getKey(), member.getValue());
    }
    return odd;
  }

  private String text(String name, String old) {
    return read(name, old, "", fields -> fields.text(name));
  }

  private boolean flag(String name, boolean old) {
    return read(name, old, old, fields -> fields.bool(name));
  }

  private BigDecimal price(String name, BigDecimal old) {
    return read(name, old, BigDecimal.ZERO, fields -> fields.decimal(name));
  }

  private <T> T read(String name, T old, T forNull, Function<Fields, @Nullable T> reader) {
    Fields fields = new Fields(body);
    if (!fields.has(name)) {
      return old;
    }
    T value = reader.apply(fields);
    return value == null ? forNull : value;
  }
}
