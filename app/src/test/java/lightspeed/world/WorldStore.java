package lightspeed.world;

import java.io.IOException;
import java.util.List;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.settings.Switch;

/// A store, its people, and what can be ordered for it.
final class WorldStore implements AutoCloseable {
  private static final int PRODUCTS = 500;
  private static final int FIRST_MOVED = 100;

  final Emulator emulator;
  final WorldStaff staff;
  private final List<Product> orderable;
  private int moved;

  WorldStore() throws IOException {
    this.emulator =
        Emulator.start(
            EmulatorOptions.defaults().withProducts(PRODUCTS).with(Switch.RATE_LIMIT, false));
    this.orderable =
        emulator.products().stream()
            .filter(product -> product.isActive() && product.deletedAt() == null)
            .filter(product -> !product.isComposite() && !product.hasVariants())
            .toList();
    this.staff = new WorldStaff(emulator, orderable);
  }

  /// The product of an order's line.
  Product product(int order, int line) {
    return orderable.get((order * 8 + line) % 64);
  }

  /// Its SKU means another product from now on.
  void moveSku(Product product) {
    Product other = orderable.get(FIRST_MOVED + moved++ % (orderable.size() - FIRST_MOVED));
    emulator.moveSku(product.id(), other.id());
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
