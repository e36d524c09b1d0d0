package lightspeed.catalog;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Which suppliers or outlets a buyer means by what is written. Ids count exactly; of names first
/// those that are the same to the byte, then those that differ in blanks or composition only, then
/// those that differ in case as well.
public final class Named {
  private static final List<BiPredicate<String, String>> NARROW_TO_WIDE =
      List.of(
          String::equals,
          (a, b) -> Folded.withPlainBlanks(a).equals(Folded.withPlainBlanks(b)),
          Folded::areSame);

  private Named() {}

  /// None, the one, or several among which the buyer must choose by id.
  public static List<CatalogSupplier> suppliers(String written, List<CatalogSupplier> candidates) {
    return among(candidates, written, CatalogSupplier::id, CatalogSupplier::name);
  }

  /// As [#suppliers].
  public static List<CatalogOutlet> outlets(String written, List<CatalogOutlet> candidates) {
    return among(candidates, written, CatalogOutlet::id, CatalogOutlet::name);
  }

  private static <T> List<T> among(
      List<T> candidates, String written, Function<T, String> id, Function<T, String> name) {
    List<T> byId = candidates.stream().filter(one -> id.apply(one).equals(written)).toList();
    if (!byId.isEmpty()) {
      return byId;
    }
    for (BiPredicate<String, String> isSame : NARROW_TO_WIDE) {
      List<T> fitting =
          candidates.stream().filter(one -> isSame.test(name.apply(one), written)).toList();
      if (!fitting.isEmpty()) {
        return fitting;
      }
    }
    return List.of();
  }
}
