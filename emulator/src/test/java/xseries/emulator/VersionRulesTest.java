package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which version of the API has what.
final class VersionRulesTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private int status(String method, String path) {
    return sandbox.at(method, path, "").status();
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2026-01", "2026-04", "2026-07"})
  void versionServesTheWholeApi(String version) {
    List<String> paths =
        List.of(
            "/consignments",
            "/products",
            "/search?type=products",
            "/outlets",
            "/suppliers",
            "/registers",
            "/users",
            "/retailer",
            "/webhooks",
            "/brands",
            "/taxes");

    for (String path : paths) {
      assertThat(status("GET", "/api/" + version + path)).as(path).isEqualTo(200);
    }
  }

  @Rule(mark = Mark.UNKNOWN, section = "1.2")
  @ParameterizedTest
  @ValueSource(strings = {"2026-13", "2099-12", "2026-10", "2025-10", "3.0", "1.0", "latest"})
  void versionThatNeverWasIs404(String version) {
    Sandbox.Reply reply = sandbox.at("GET", "/api/" + version + "/outlets", "");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text()).isEqualTo("{\"error\":\"not found\"}");
    assertThat(status("POST", "/api/" + version + "/consignments")).isEqualTo(404);
    assertThat(status("GET", "/api/" + version + "/connect")).isEqualTo(404);
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @ParameterizedTest
  @CsvSource({
    "2.0, 200, 405, 404, 200",
    "2026-01, 405, 200, 200, 404",
    "2026-04, 405, 200, 200, 404",
    "2026-07, 405, 200, 200, 404"
  })
  void stockIsListedByGetIn20AndByPostInDatedVersions(
      String version, int get, int post, int ofProduct, int ofProductIn20) {
    String base = "/api/" + version;
    String product = sandbox.product(0).id();

    assertThat(status("GET", base + "/inventory")).isEqualTo(get);
    assertThat(status("POST", base + "/inventory")).isEqualTo(post);
    assertThat(status("GET", base + "/inventory/" + product)).isEqualTo(ofProduct);
    assertThat(status("GET", base + "/products/" + product + "/inventory"))
        .isEqualTo(ofProductIn20);
  }

  @Rule(mark = Mark.INFERRED, section = "1.2")
  @ParameterizedTest
  @CsvSource({"2026-01, false", "2026-04, true", "2026-07, true"})
  void waysToReorderCameWith202604(String version, boolean isThere) {
    String path = "/api/" + version + "/inventory/" + sandbox.product(0).id();

    assertThat(sandbox.at("GET", path, "").body().path(0).has("reorder_method")).isEqualTo(isThere);
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @ParameterizedTest
  @CsvSource({"2.0, 404", "2026-01, 404", "2026-04, 200", "2026-07, 200"})
  void purchaseOrdersCameWith202604(String version, int status) {
    assertThat(status("GET", "/api/" + version + "/purchase_orders")).isEqualTo(status);
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @Test
  void endedVersionIsAnsweredByTheOldestSupportedOne() {
    sandbox.control("PUT", "settings", "{'oldest_supported':'2026-04'}");

    Sandbox.Reply old = sandbox.at("GET", "/api/2.0/inventory/" + sandbox.product(0).id(), "");

    assertThat(status("GET", "/api/2026-01/outlets")).isEqualTo(200);
    assertThat(old.status()).isEqualTo(200);
    assertThat(old.body().isArray()).as("as in dated versions").isTrue();
    assertThat(sandbox.get("/purchase_orders").status()).isEqualTo(200);
    assertThat(sandbox.get("/inventory").status()).isEqualTo(405);
    assertThat(status("GET", "/api/2.1/outlets")).as("2.1 ends with 2.0").isEqualTo(200);
  }

  @Rule(mark = Mark.UNKNOWN, section = "1.2")
  @Test
  void endedVersionCanBeSwitchedToNotFound() {
    sandbox.control("PUT", "settings", "{'oldest_supported':'2026-07','end_of_life':'not_found'}");

    assertThat(sandbox.get("/outlets").status()).isEqualTo(404);
    assertThat(sandbox.get("/outlets").error()).isEqualTo("not found");
    assertThat(status("GET", "/api/2026-04/outlets")).isEqualTo(404);
    assertThat(status("GET", "/api/2026-07/outlets")).isEqualTo(200);
  }
}
