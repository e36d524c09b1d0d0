package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.api.ApiVersion;
import xseries.emulator.api.Operation;
import xseries.emulator.oauth.Scope;
import xseries.emulator.settings.Switch;

/// Tokens with less than all rights.
final class TokenRulesTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private String token(String body) {
    Sandbox.Reply made = sandbox.control("POST", "tokens", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.body().propertyNames()).containsExactly("token");
    return made.body().path("token").asString();
  }

  private String only(String scope) {
    return token("{'scopes':['" + scope + "']}");
  }

  private Sandbox.Reply as(String token, String method, String path, String body) {
    return sandbox.send(
        sandbox.builder("/api/2.0" + path).setHeader("Authorization", "Bearer " + token),
        method,
        body);
  }

  private Sandbox.Reply get(String token, String path) {
    return as(token, "GET", path, "");
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  @ParameterizedTest
  @CsvSource({
    "consignments:read, /consignments",
    "products:read, /products",
    "products:read, /search?type=products",
    "inventory:read, /inventory",
    "outlets:read, /outlets",
    "suppliers:read, /suppliers",
    "registers:read, /registers",
    "users:read, /user",
    "retailer:read, /retailer",
    "webhooks, /webhooks"
  })
  void callNeedsItsScopeAndIs403WithoutIt(String scope, String path) {
    Sandbox.Reply without = get(token("{'scopes':['payment_types:read']}"), path);

    assertThat(get(only(scope), path).status()).isEqualTo(200);
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.text()).isEqualTo("{\"error\":\"permission denied\"}");
    assertThat(without.header("X-RateLimit-Limit")).isEqualTo("350");
    assertThat(sandbox.get(path).status()).isEqualTo(200);
  }

  /// Every operation of every version, with its scopes and with all but one of them.
  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  @ParameterizedTest
  @ValueSource(strings = {"0.9", "2.0", "2.1", "2026-01", "2026-04", "2026-07"})
  void everyOperationDemandsAllItsScopes(String version) {
    sandbox.emulator.set(Switch.RATE_LIMIT, false);
    for (Operation operation : Operation.values()) {
      for (ApiVersion one : operation.versions()) {
        if (one.toString().equals(version)) {
          checkScopes(operation, one);
        }
      }
    }
  }

  private void checkScopes(Operation operation, ApiVersion version) {
    List<String> needed =
        operation.scopes().stream()
            .map(one -> one.equals(Scope.OF_TYPE) ? Scope.STOCK_ORDER : one)
            .toList();
    String path = version.base() + operation.path().replaceAll("\\{[a-z_]+}", "none");

    assertThat(status(needed, operation, path))
        .as("%s with %s", operation, needed)
        .isNotEqualTo(403);
    for (String missing : needed) {
      List<String> others = Scope.ALL.stream().filter(one -> isOther(one, missing)).toList();
      assertThat(status(others, operation, path))
          .as("%s, no %s", operation, missing)
          .isEqualTo(403);
    }
  }

  /// For an operation that writes some consignment, whichever, any of three scopes is enough.
  private static boolean isOther(String one, String missing) {
    return !one.equals(missing) && !one.startsWith("consignments:write");
  }

  private int status(List<String> scopes, Operation operation, String path) {
    String token = sandbox.emulator.makeToken(scopes, null, null);
    return sandbox
        .send(
            sandbox.builder(path).setHeader("Authorization", "Bearer " + token),
            operation.method(),
            operation.method().equals("GET") ? "" : "{}")
        .status();
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  @Test
  void retailerOfDatedVersionsNeedsPaymentTypesToo() {
    String path = "/api/2026-07/retailer";
    String one = only("retailer:read");
    String both = token("{'scopes':['retailer:read','payment_types:read']}");

    assertThat(get(one, "/retailer").status()).isEqualTo(200);
    assertThat(at(one, path).status()).isEqualTo(403);
    assertThat(at(both, path).status()).isEqualTo(200);
  }

  private Sandbox.Reply at(String token, String path) {
    return sandbox.send(
        sandbox.builder(path).setHeader("Authorization", "Bearer " + token), "GET", "");
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.4")
  @Test
  void writingAConsignmentNeedsTheScopeOfItsType() {
    String orders = token("{'scopes':['consignments:write:stock_order']}");
    String transfers = token("{'scopes':['consignments:write:stock_transfer']}");
    String order = sandbox.order();
    String line = "[" + sandbox.line(1, "'count':1") + "]";
    String header = sandbox.header("SUPPLIER", "");

    assertThat(as(transfers, "POST", "/consignments", header).status()).isEqualTo(403);
    assertThat(as(orders, "POST", "/consignments", header).status()).isEqualTo(201);
    assertThat(as(transfers, "POST", "/consignments/" + order + "/bulk", line).status())
        .isEqualTo(403);
    assertThat(as(transfers, "DELETE", "/consignments/" + order, "").status()).isEqualTo(403);
    assertThat(as(orders, "POST", "/consignments/" + order + "/bulk", line).status())
        .isEqualTo(200);
    assertThat(get(orders, "/consignments/" + order).status()).isEqualTo(403);
    assertThat(as(transfers, "POST", "/consignments", sandbox.header("OUTLET", "")).status())
        .isEqualTo(201);
    assertThat(as(orders, "PUT", "/consignments/none", "{}").status()).isEqualTo(404);
  }

  @Rule(mark = Mark.INFERRED, section = "5.1")
  @Test
  void costsAreHiddenWithoutTheirScope() {
    String path = "/products/" + sandbox.product(0).id();
    String withCosts = token("{'scopes':['products:read','products:read:costs']}");

    assertThat(get(only("products:read"), path).data().path("supply_price").isNull()).isTrue();
    assertThat(get(withCosts, path).data().path("supply_price").isNumber()).isTrue();
    assertThat(get(withCosts, path).data()).isEqualTo(sandbox.get(path).data());
  }

  @Rule(mark = Mark.INFERRED, section = "5.4")
  @Test
  void tokenOfSomeOutletsSeesOnlyTheirsInLists() {
    String theirs = sandbox.draft();
    String other =
        sandbox
            .post(
                "/consignments",
                sandbox.header("SUPPLIER", "").replace(sandbox.outlet(), sandbox.otherOutlet()))
            .data()
            .path("id")
            .asString();
    String token = token("{'outlets':['" + sandbox.outlet() + "']}");

    assertThat(ids(get(token, "/consignments"))).containsExactly(theirs);
    assertThat(ids(sandbox.get("/consignments"))).containsExactly(theirs, other);
    assertThat(ids(get(token, "/outlets"))).containsExactly(sandbox.outlet());
    assertThat(get(token, "/registers").data().size()).isEqualTo(1);
    assertThat(get(token, "/inventory?page_size=5000").text())
        .contains(sandbox.outlet())
        .doesNotContain(sandbox.otherOutlet());
    assertThat(get(token, "/products/" + sandbox.product(0).id() + "/inventory").data().size())
        .isEqualTo(1);
    assertThat(get(token, "/user").data().path("restricted_outlet_ids").path(0).asString())
        .isEqualTo(sandbox.outlet());
    assertThat(get(token, "/suppliers").data()).isNotEmpty();
  }

  private static List<String> ids(Sandbox.Reply reply) {
    return reply.data().valueStream().map(one -> one.path("id").asString()).toList();
  }

  @Rule(mark = Mark.UNKNOWN, section = "5.4")
  @ParameterizedTest
  @CsvSource({"show, 200", "not_found, 404", "forbidden, 403"})
  void consignmentOfAHiddenOutletIsShownUntilSwitched(String position, int status) {
    String id = sandbox.order();
    String token = token("{'outlets':['" + sandbox.otherOutlet() + "']}");
    sandbox.control("PUT", "settings", "{'hidden_outlet_get':'" + position + "'}");

    assertThat(get(token, "/consignments/" + id).status()).isEqualTo(status);
    assertThat(get(token, "/consignments/" + id + "/products").status()).isEqualTo(status);
    assertThat(sandbox.get("/consignments/" + id).status()).isEqualTo(200);
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.3")
  @Test
  void personalTokenDiesWhenItExpires() {
    String token = token("{'expires_in':60}");

    int before = get(token, "/outlets").status();
    sandbox.clock.advance(Duration.ofSeconds(60));
    Sandbox.Reply after = get(token, "/outlets");

    assertThat(before).isEqualTo(200);
    assertThat(after.status()).isEqualTo(401);
    assertThat(after.text()).isEqualTo("{\"error\":\"Access token is not valid\"}");
  }

  @Rule(mark = Mark.UNKNOWN, section = "2")
  @Test
  void personalTokensShareOneBucket() {
    String token = token("{}");

    sandbox.get("/outlets");

    assertThat(get(token, "/outlets").header("X-RateLimit-Remaining")).isEqualTo("348");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'scopes':['orders:read']}|400|scopes cannot hold orders:read; known are audit:read,",
        "{'scopes':'all'}|400|scopes must be an array of strings",
        "{'scopes':[7]}|400|scopes must be an array of strings",
        "{'outlets':['none']}|404|there is no outlet none",
        "{'expires_in':-1}|400|expires_in must be 0 to",
        "{'expires_in':'soon'}|400|expires_in must be a number",
        "{'scope':[]}|400|scope is not a member of a token; known are scopes, outlets, expires_in"
      })
  void wrongTokensAreRefusedInClearWords(String body, int status, String words) {
    Sandbox.Reply refused = sandbox.control("POST", "tokens", body);

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.error()).startsWith(words);
  }

  @Test
  void tokenWithoutScopesMayNothing() {
    assertThat(get(token("{'scopes':[]}"), "/outlets").status()).isEqualTo(403);
    assertThat(get(token("{'outlets':[]}"), "/outlets").data()).isEmpty();
    assertThat(get(token(""), "/outlets").data()).isNotEmpty();
  }

  @Test
  void tokensAreMadeFromJavaAndSurviveARestart(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("store");
    String token;
    try (Sandbox first = Sandbox.start(options -> options.withData(file))) {
      token = first.emulator.makeToken(List.of("outlets:read"), null, Duration.ofDays(1));
      assertThatThrownBy(() -> first.emulator.makeToken(List.of("x"), null, null))
          .isInstanceOf(IllegalArgumentException.class);
    }

    try (Sandbox second = Sandbox.start(options -> options.withData(file))) {
      var request =
          second.builder("/api/2.0/outlets").setHeader("Authorization", "Bearer " + token);
      JsonNode outlets = second.send(request, "GET", "").data();
      assertThat(outlets.size()).isEqualTo(4);
      var other = second.builder("/api/2.0/products").setHeader("Authorization", "Bearer " + token);
      assertThat(second.send(other, "GET", "").status()).isEqualTo(403);
    }
  }
}
