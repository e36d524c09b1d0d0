package xseries.emulator.consignment;

/// Told, inside the store's lock, of what the vendor sends webhooks for. Must not block.
public interface LineListener {
  /// A line of a transfer left its outlet.
  void sent(Consignment consignment, Line line);

  /// A line was taken into stock.
  void received(Consignment consignment, Line line);

  /// Nobody listens.
  static LineListener none() {
    return new LineListener() {
      @Override
      public void sent(Consignment consignment, Line line) {}

      @Override
      public void received(Consignment consignment, Line line) {}
    };
  }
}
