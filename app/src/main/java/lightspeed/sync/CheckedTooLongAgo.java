package lightspeed.sync;

/// Thrown before the first write of an attempt that waited so long for its calls that a SKU may
/// mean another product by now. Nothing was announced or sent.
final class CheckedTooLongAgo extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckedTooLongAgo() {
    super("waits for another look at the changed products", null, false, false);
  }
}
