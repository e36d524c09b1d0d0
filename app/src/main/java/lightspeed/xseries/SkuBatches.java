package lightspeed.xseries;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Splits the SKUs of a search so that no address becomes longer than servers commonly take.
final class SkuBatches {

  /// Servers commonly refuse request lines beyond 8 KiB; host and other parameters need room too.
  private static final int MAX_QUERY_CHARACTERS = 6_000;

  private static final int CHARACTERS_BESIDE_VALUE = "&sku=".length();
  private static final int CHARACTERS_FOR_ESCAPED_BYTE = 3;

  private SkuBatches() {}

  static List<List<String>> of(Collection<String> skus) {
    List<List<String>> batches = new ArrayList<>();
    List<String> batch = new ArrayList<>();
    int length = 0;
    for (String sku : skus) {
      int longest =
          CHARACTERS_BESIDE_VALUE
              + CHARACTERS_FOR_ESCAPED_BYTE * sku.getBytes(StandardCharsets.UTF_8).length;
      if (!batch.isEmpty() && length + longest > MAX_QUERY_CHARACTERS) {
        batches.add(batch);
        batch = new ArrayList<>();
        length = 0;
      }
      batch.add(sku);
      length += longest;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
