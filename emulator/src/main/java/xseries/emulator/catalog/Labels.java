package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Store;

/// Brands, product types, tags and taxes. They are always the same, so they are no rows of the
/// store: a product's are read off its name, which says what it looks like, what it is made of and
/// what it is.
public final class Labels {
  /// Below every other version, so that they come first in every list.
  private static final long FIRST_VERSION_OF_BIRTH_0 = 4_700_000_001L;

  private static final List<String> TAXES = List.of("No Tax", "GST");

  private final Store store;

  Labels(Store store) {
    this.store = store;
  }

  public List<Label> brands() {
    return all("brand", 0, Names.LOOKS, look -> look + " & Co");
  }

  public List<Label> types() {
    return all("type", 100, Names.THINGS, thing -> thing);
  }

  public List<Label> tags() {
    return all("tag", 200, Names.STUFF, stuff -> stuff);
  }

  public List<Label> taxes() {
    return all("tax", 300, TAXES, tax -> tax);
  }

  /// What outlets charge unless a product says otherwise.
  public Label defaultTax() {
    return taxes().getLast();
  }

  public Label noTax() {
    return taxes().getFirst();
  }

  /// As a fraction, such as 0.15.
  public static BigDecimal rateOf(Label tax) {
    return tax.name().equals(TAXES.getLast()) ? new BigDecimal("0.15") : BigDecimal.ZERO;
  }

  @Nullable Label brandOf(Product product) {
    return named(brands(), product, label -> label.name().substring(0, label.name().indexOf(' ')));
  }

  @Nullable Label typeOf(Product product) {
    return named(types(), product, Label::name);
  }

  @Nullable Label tagOf(Product product) {
    return named(tags(), product, Label::name);
  }

  private static @Nullable Label named(
      List<Label> labels, Product product, Function<Label, String> word) {
    String name = " " + product.name() + " ";
    for (Label one : labels) {
      if (name.contains(" " + word.apply(one) + " ")) {
        return one;
      }
    }
    return null;
  }

  private List<Label> all(
      String kind, int from, List<String> words, Function<String, String> name) {
    List<Label> all = new ArrayList<>(words.size());
    long version = FIRST_VERSION_OF_BIRTH_0 + store.versionOffset() + from;
    for (String word : words) {
      all.add(new Label(kind, store.idOf(kind + " " + word), name.apply(word), version));
      version++;
    }
    return all;
  }
}
