package lightspeed.purchaseorder;

import org.jspecify.annotations.Nullable;

/// How a file is imported.
///
/// @param actor who imports it
/// @param supplier for all orders of a file without that column, null: the file must have it
/// @param outlet for all orders of a file without that column, null: the file must have it
/// @param isPartial orders without a bad row are imported although others have one
/// @param isDryRun everything is checked and reported, nothing is written
/// @param listed how many orders the result names one by one; the others are only counted
public record ImportOptions(
    String actor,
    @Nullable String supplier,
    @Nullable String outlet,
    boolean isPartial,
    boolean isDryRun,
    int listed) {

  public ImportOptions(
      String actor,
      @Nullable String supplier,
      @Nullable String outlet,
      boolean isPartial,
      boolean isDryRun) {
    this(actor, supplier, outlet, isPartial, isDryRun, Integer.MAX_VALUE);
  }

  /// Supplier and outlet are in the file, and one bad row imports nothing.
  public static ImportOptions by(String actor) {
    return new ImportOptions(actor, null, null, false, false);
  }

  /// For files that name neither, such as Lightspeed's own stock orders.
  public ImportOptions forSupplierAndOutlet(
      @Nullable String newSupplier, @Nullable String newOutlet) {
    return new ImportOptions(actor, newSupplier, newOutlet, isPartial, isDryRun, listed);
  }

  public ImportOptions partial(boolean partial) {
    return new ImportOptions(actor, supplier, outlet, partial, isDryRun, listed);
  }

  public ImportOptions dryRun(boolean dryRun) {
    return new ImportOptions(actor, supplier, outlet, isPartial, dryRun, listed);
  }

  /// Names only the first orders of the result.
  public ImportOptions listing(int most) {
    return new ImportOptions(actor, supplier, outlet, isPartial, isDryRun, most);
  }
}
