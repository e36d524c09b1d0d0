package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.api.ApiVersion;
import xseries.emulator.api.Operation;
import xseries.emulator.oauth.Scope;
import xseries.emulator.settings.Switch;

/// Every answer, success and documented error, held against the vendor's own documents.
final class VendorDocumentsTest {
  private static final List<ApiVersion> VERSIONS =
      List.of(ApiVersion.V0_9, ApiVersion.V2_0, ApiVersion.V2_1, ApiVersion.V2026_07);

  private final Sandbox sandbox = Sandbox.start();
  private final Map<ApiVersion, VendorDocuments> documents = new LinkedHashMap<>();
  private final VendorRound.Findings findings = new VendorRound.Findings();

  @BeforeEach
  void begin() throws IOException {
    assumeTrue(
        VendorDocuments.areThere(),
        "Skipped: the vendor's documents are not at "
            + VendorDocuments.folder()
            + "; name their folder with -Dvendor.documents=DIR.");
    for (ApiVersion version : VERSIONS) {
      documents.put(version, new VendorDocuments(version));
    }
    sandbox.emulator.set(Switch.RATE_LIMIT, false);
    sandbox.emulator.set(Switch.REGISTERS, 3);
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void everyAnswerIsAsTheVendorsDocumentsSay() {
    for (ApiVersion version : VERSIONS) {
      round(version, true);
    }
    sandbox.emulator.set(Switch.PRINT_NULLS, false);
    for (ApiVersion version : VERSIONS) {
      round(version, false);
    }

    report();
    assertThat(notCovered()).as("faults that are not known").isEmpty();
    assertThat(idle()).as("deviations that no longer happen").isEmpty();
    assertThat(untried()).as("documented answers of served operations, not seen").isEmpty();
  }

  @Test
  void operationsDemandTheScopesThatTheDocumentsName() {
    int compared = 0;
    for (Operation operation : Operation.values()) {
      for (ApiVersion version : VERSIONS) {
        Set<String> named = of(version).scopes(operation);
        if (operation.versions().contains(version) && !named.isEmpty()) {
          compared++;
          List<String> demanded =
              operation.scopes().contains(Scope.OF_TYPE)
                  ? List.of(Scope.STOCK_ORDER, Scope.STOCK_TRANSFER, Scope.INVENTORY_COUNT)
                  : operation.scopes();
          assertThat(demanded)
              .as("%s of %s", operation, version)
              .containsExactlyInAnyOrderElementsOf(named);
        }
      }
    }
    System.out.println("Scopes compared with the vendor's documents: " + compared + " operations.");
    assertThat(compared).isGreaterThan(20);
  }

  /// What the test would miss if the documents were read wrongly.
  @Test
  void answersThatAreNotAsDocumentedAreFound() {
    VendorDocuments two = of(ApiVersion.V2_0);
    ObjectNode body = (ObjectNode) sandbox.get("/retailer").body();
    ((ObjectNode) body.path("data")).put("currency", "NZD").put("culture", 7).remove("id");
    ObjectNode orders = (ObjectNode) sandbox.get("/consignments").body();
    orders.putArray("data").addObject().put("id", "no uuid").putNull("supplier_id");

    assertThat(two.faults(Operation.GET_RETAILER, 200, body, true).orElseThrow())
        .anyMatch(fault -> fault.startsWith("/data/currency type: string found"))
        .anyMatch(fault -> fault.startsWith("/data/culture type: integer found"))
        .contains("/data/id missing");
    assertThat(two.faults(Operation.GET_RETAILER, 404, body, true)).isEmpty();
    assertThat(
            of(ApiVersion.V2026_07)
                .faults(Operation.LIST_CONSIGNMENTS, 200, orders, false)
                .orElseThrow())
        .anyMatch(fault -> fault.startsWith("/data/* required: required property 'name'"))
        .anyMatch(fault -> fault.startsWith("/data/*/id format"))
        .noneMatch(fault -> fault.contains("supplier_id"));
  }

  private void round(ApiVersion version, boolean demandsAll) {
    new VendorRound(sandbox, version, of(version), demandsAll, findings).run();
  }

  private VendorDocuments of(ApiVersion version) {
    return Objects.requireNonNull(documents.get(version));
  }

  private List<String> notCovered() {
    return findings.faults().stream()
        .filter(fault -> Deviation.KNOWN.stream().noneMatch(one -> one.covers(fault)))
        .toList();
  }

  private List<Deviation> idle() {
    return Deviation.KNOWN.stream()
        .filter(one -> findings.faults().stream().noneMatch(one::covers))
        .toList();
  }

  private List<String> untried() {
    List<String> untried = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      for (ApiVersion version : VERSIONS) {
        String prefix = operation.method() + " " + VendorDocument.unnamed(operation.path()) + " ";
        for (String answer : of(version).answers()) {
          if (operation.versions().contains(version)
              && answer.startsWith(prefix)
              && !findings.described().contains(version + " " + answer)) {
            untried.add(version + " " + answer);
          }
        }
      }
    }
    return untried;
  }

  private void report() {
    Map<ApiVersion, Integer> operations = new TreeMap<>();
    Set<String> unserved = new TreeSet<>();
    for (ApiVersion version : VERSIONS) {
      Set<String> seen = new TreeSet<>();
      findings.described().stream()
          .filter(one -> one.startsWith(version + " "))
          .forEach(one -> seen.add(one.substring(0, one.lastIndexOf(' '))));
      operations.put(version, seen.size());
      for (String answer : of(version).answers()) {
        String operation = version + " " + answer.substring(0, answer.lastIndexOf(' '));
        if (!seen.contains(operation)) {
          unserved.add(operation);
        }
      }
    }
    System.out.printf(
        "Held against the vendor's documents: operations by version %s, %d kinds of answer,"
            + " %d answers, %d kinds of fault, covered by %d known deviations.%n",
        operations,
        findings.described().size(),
        findings.answers().get(),
        findings.faults().size(),
        Deviation.KNOWN.size());
    Deviation.KNOWN.forEach(
        one -> System.out.println("  deviation: " + one.where() + ": " + one.why()));
    System.out.println("  served, but in no document of its version: " + findings.notDescribed());
    System.out.println("  documented, but not served: " + unserved);
  }
}
