package xseries.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import xseries.emulator.api.ApiVersion;
import xseries.emulator.api.Operation;

/// The vendor's documents of the versions that have some. They are no part of this project: their
/// folder is named by `-Dvendor.documents`, from the root of the checkout.
final class VendorDocuments {
  private static final Path ROOT = Path.of("..");
  private static final String USUAL = "../shared/reference/openapi";

  /// Of two documents that describe the same operation the first one counts.
  private static final Map<ApiVersion, List<String>> FILES =
      Map.of(
          ApiVersion.V0_9,
          List.of("vendor-2026-01/legacy-api-v0-9.json"),
          ApiVersion.V2_0,
          List.of("vendor-2026-01/legacy-api-v2-0.json", "xseries-2.0.json"),
          ApiVersion.V2_1,
          List.of("vendor-2026-01/legacy-api-v2-1.json"),
          ApiVersion.V2026_07,
          List.of(
              "xseries-2026-07-consignments.json",
              "xseries-2026-07-consignment-products.json",
              "xseries-2026-07-purchase-orders.json",
              "xseries-2026-07-retailer.json",
              "xseries-2026-07-webhooks.json"));

  private final List<VendorDocument> documents = new ArrayList<>();

  VendorDocuments(ApiVersion version) throws IOException {
    for (String file : FILES.getOrDefault(version, List.of())) {
      documents.add(new VendorDocument(folder().resolve(file)));
    }
  }

  static Path folder() {
    return ROOT.resolve(System.getProperty("vendor.documents", USUAL)).normalize();
  }

  static boolean areThere() {
    return Files.isDirectory(folder());
  }

  /// Documented answers as `METHOD /path/{} status`.
  Set<String> answers() {
    Set<String> all = new TreeSet<>();
    documents.forEach(one -> all.addAll(one.answers()));
    return all;
  }

  /// The scopes that the documents demand; empty when they say nothing of them.
  Set<String> scopes(Operation operation) {
    Set<String> all = new TreeSet<>();
    String path = VendorDocument.unnamed(operation.path());
    documents.forEach(one -> all.addAll(one.scopes(operation.method(), path)));
    return all;
  }

  /// The faults of an answer; empty when no document describes such an answer.
  Optional<List<String>> faults(
      Operation operation, int status, JsonNode answer, boolean demandsAll) {
    String path = VendorDocument.unnamed(operation.path());
    for (VendorDocument one : documents) {
      Optional<List<String>> faults =
          one.faults(operation.method(), path, status, answer, demandsAll);
      if (faults.isPresent()) {
        return faults;
      }
    }
    return Optional.empty();
  }
}
