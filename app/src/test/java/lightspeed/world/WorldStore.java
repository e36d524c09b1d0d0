package lightspeed.world;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;
import xseries.emulator.settings.Switch;

/// A store, its people, and what can be ordered for it.
final class WorldStore implements AutoCloseable {
  private static final int PRODUCTS = 250;
  private static final int FIRST_MOVED = 100;

  final Emulator emulator;
  final WorldStaff staff;
  private final List<Product> orderable;
  private final List<Move> moves = new ArrayList<>();
  private final Map<String, String> formerMeaning = new HashMap<>();
  private final Map<String, String> firstSkus = new HashMap<>();
  private int moved;

  /// A SKU of an order's line means another product.
  private record Move(Product from, Product to) {}

  WorldStore() throws IOException {
    this.emulator =
        Emulator.start(
            EmulatorOptions.defaults().withProducts(PRODUCTS).with(Switch.RATE_LIMIT, false));
    this.orderable =
        emulator.products().stream()
            .filter(product -> product.isActive() && product.deletedAt() == null)
            .filter(product -> !product.isComposite() && !product.hasVariants())
            .toList();
    emulator.products().forEach(product -> firstSkus.put(product.id(), product.sku()));
    this.staff = new WorldStaff(emulator, orderable);
  }

  /// The product of an order's line.
  Product product(int order, int line) {
    return orderable.get((order * 8 + line) % 64);
  }

  /// Its SKU means another product from now on.
  ///
  /// @return false when it does already
  boolean moveSku(Product product) {
    if (moves.stream().anyMatch(move -> move.from().equals(product))) {
      return false;
    }
    Product other = orderable.get(FIRST_MOVED + moved++ % (orderable.size() - FIRST_MOVED));
    emulator.moveSku(product.id(), other.id());
    moves.add(new Move(product, other));
    formerMeaning.put(other.id(), product.id());
    return true;
  }

  /// Lets every SKU mean again what it meant first. Mirrors of the catalogue do not know it yet.
  void moveSkusBack() {
    for (Move move : moves) {
      emulator.editProduct(move.to().id(), ProductEdit.none().sku(move.to().sku()));
      emulator.editProduct(move.from().id(), ProductEdit.none().sku(move.from().sku()));
    }
    moves.clear();
  }

  /// The goods that a product is taken for: the same for all that a SKU has meant.
  String goods(String product) {
    return formerMeaning.getOrDefault(product, product);
  }

  /// The SKU under which these goods were known first.
  String sku(String product) {
    return firstSkus.getOrDefault(goods(product), "");
  }

  /// Calls that were to change something.
  long writes() {
    return emulator.counts().entrySet().stream()
        .filter(call -> !call.getKey().startsWith("GET "))
        .mapToLong(call -> call.getValue())
        .sum();
  }

  @Override
  public void close() throws IOException {
    emulator.close();
  }
}
