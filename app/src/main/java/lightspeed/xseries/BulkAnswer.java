package lightspeed.xseries;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Lightspeed says after a bulk call: for each product the count it now has (by the vendor's
/// sample the resulting total, which is not stated).
///
/// @param counts a null count means that the product was named without one
public record BulkAnswer(Map<ProductId, @Nullable BigDecimal> counts) {
  public BulkAnswer {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  public Set<ProductId> products() {
    return counts.keySet();
  }

  /// The count of a product, null when the answer does not tell.
  public @Nullable BigDecimal count(ProductId product) {
    return counts.get(product);
  }
}
