package xseries.emulator.catalog;

/// Told, inside the store's lock, of every change of a stock level; not of seeding. Must not block.
@FunctionalInterface
public interface StockListener {
  void changed(StockLevel level);
}
