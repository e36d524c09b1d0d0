package xseries.emulator.consignment;

/// Told, inside the store's lock, of what the vendor sends webhooks for. Must not block.
public interface LineListener {
  /// A line of a transfer left its outlet.
  ///
  /// @param place which of the consignment's lines it is, counted from 1
  void sent(Line line, int place);

  /// A line was taken into stock.
  ///
  /// @param place which of the consignment's lines it is, counted from 1
  void received(Line line, int place);

  /// A receipt was put off; its lines are received at the first look at the store after it fell
  /// due.
  void putOff();
}
