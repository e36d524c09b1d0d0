package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Store;

/// Makes a believable store: 4 outlets, 20 suppliers and as many products as asked for, of which
/// about one in ten families comes in sizes, some are composites, some inactive, some deleted. No
/// SKU occurs twice.
final class Seeding {
  /// A fixed past, so that a run does not depend on the day it is made.
  private static final Instant OPENING = Instant.parse("2024-02-01T08:00:00Z");

  private final Store store;
  private final Catalog catalog;
  private final Random random;
  private final int products;
  private final List<String> supplierIds = new ArrayList<>();
  private int made;

  Seeding(Store store, Catalog catalog, long seed, int products) {
    this.store = store;
    this.catalog = catalog;
    this.random = new Random(seed);
    this.products = products;
  }

  void run() {
    for (String city : Names.CITIES) {
      long version = store.nextVersion();
      catalog.outlets().put(new Outlet(store.newId(version), city, city, null, version));
    }
    for (String name : Names.SUPPLIERS) {
      long version = store.nextVersion();
      String id = store.newId(version);
      String email =
          "orders@" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + ".example";
      catalog.suppliers().put(new Supplier(id, name, null, email, null, null, version));
      supplierIds.add(id);
    }
    while (made < products) {
      family();
    }
  }

  private void family() {
    String name = pick(Names.LOOKS) + " " + pick(Names.STUFF) + " " + pick(Names.THINGS);
    String supplierId = pick(supplierIds);
    boolean inSizes = random.nextInt(10) == 0 && made + Names.SIZES.size() < products;
    if (!inSizes) {
      product(name, null, null, supplierId);
      return;
    }
    String parent = null;
    for (String size : Names.SIZES) {
      String id = product(name, size, parent, supplierId);
      parent = parent == null ? id : parent;
    }
  }

  private String product(
      String name, @Nullable String size, @Nullable String parent, String supplierId) {
    int number = 10_001 + made++;
    long version = store.nextVersion();
    String id = store.newId(version);
    String sku = initials(name) + "-" + number;
    int kind = size == null ? random.nextInt(100) : 99;
    BigDecimal cost = cents(200 + random.nextInt(8_000));
    BigDecimal price = cost.multiply(new BigDecimal("2.2")).setScale(2, RoundingMode.HALF_UP);
    Instant created = OPENING.plus(Duration.ofMinutes(7L * made));
    Product product =
        new Product(
            id,
            name,
            size,
            name.toLowerCase(Locale.ROOT).replace(" ", "-"),
            sku,
            List.of(
                new Product.Code("CUSTOM", sku),
                new Product.Code("EAN", "94" + (8_000_000_000L + number) + "0")),
            parent,
            kind >= 4,
            kind >= 4 && kind < 8,
            size != null && parent == null,
            supplierId,
            "S" + number,
            cost,
            price,
            created,
            kind >= 8 && kind < 10 ? created.plus(Duration.ofDays(30)) : null,
            null,
            version);
    catalog.products().put(product);
    if (!product.isComposite()) {
      stock(id);
    }
    return id;
  }

  private void stock(String productId) {
    for (Outlet outlet : catalog.outlets().all()) {
      long version = store.nextVersion();
      BigDecimal level = BigDecimal.valueOf(random.nextInt(40));
      catalog
          .stock()
          .put(new StockLevel(store.newId(version), productId, outlet.id(), level, version));
    }
  }

  private static String initials(String name) {
    StringBuilder initials = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      if (at == 0 || name.charAt(at - 1) == ' ') {
        initials.append(name.charAt(at));
      }
    }
    return initials.toString();
  }

  private static BigDecimal cents(int cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
