package lightspeed.catalog;

/// A row of Lightspeed's catalogue that the mirror could not take as it is. It stops nothing.
///
/// @param id empty when the row has none
/// @param problem what is odd and what was done, such as `its version is not a number: the row was
///     skipped`
public record OddRow(CatalogList list, String id, String problem) {
  private static final int LONGEST_PROBLEM = 512;
  private static final int LONGEST_ID = 64;

  public OddRow {
    id = id.length() <= LONGEST_ID ? id : "";
    problem = problem.length() <= LONGEST_PROBLEM ? problem : problem.substring(0, LONGEST_PROBLEM);
  }

  /// For people.
  public String sentence() {
    String what =
        switch (list) {
          case SUPPLIERS -> "Supplier";
          case OUTLETS -> "Outlet";
          case PRODUCTS -> "Product";
        };
    return what + (id.isEmpty() ? " without an id" : " " + id) + ": " + problem + ".";
  }
}
