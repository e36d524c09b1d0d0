package lightspeed.benchmark;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Writes an import file with products that the sandbox has.
final class OrderFile {
  private OrderFile() {}

  static Path write(Installation installation, String prefix, int orders, int lines)
      throws IOException, InterruptedException {
    JsonNode catalog = installation.sandbox("/_emulator/catalog");
    String supplier = catalog.path("suppliers").path(0).path("id").asString();
    String outlet = catalog.path("outlets").path(0).path("id").asString();
    List<String> skus = new ArrayList<>();
    for (JsonNode product : catalog.path("products")) {
      if (product.path("is_active").asBoolean()
          && !product.path("is_composite").asBoolean()
          && !product.path("has_variants").asBoolean()
          && product.path("deleted_at").isNull()) {
        skus.add(product.path("sku").asString());
      }
    }
    Path file = installation.folder().resolve(prefix + ".csv");
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("public_id,supplier,outlet,sku,quantity,unit_cost\n");
      for (int order = 1; order <= orders; order++) {
        for (int line = 0; line < lines; line++) {
          String sku = skus.get((order + line) % skus.size());
          writer.write(
              "%s-%05d,%s,%s,%s,%d,%d.25%n"
                  .formatted(prefix, order, supplier, outlet, sku, line % 20 + 1, line));
        }
      }
    }
    return file;
  }
}
