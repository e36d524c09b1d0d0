package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lightspeed.db.TestDatabase;
import lightspeed.server.Route;
import lightspeed.server.WebServer;
import lightspeed.signin.Actor;
import lightspeed.signin.Browser;
import lightspeed.signin.Right;
import lightspeed.signin.Role;
import lightspeed.signin.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every route of the product, as the server itself lists them, against everybody who could call
/// it. A route that somebody adds is in this test without being named here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RouteRightsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String PASSWORD = "correct horse battery";
  private static final String REFUSED = "Your role does not allow this";

  /// Open to all: they have a proof of their own, or nothing to hide.
  private static final List<String> OPEN = List.of("/health/", "/webhooks/lightspeed", "/metrics");

  private final HttpClient http = HttpClient.newHttpClient();
  private RunningApp running;
  private App app;
  private WebServer server;

  @BeforeAll
  void open(@TempDir Path folder) {
    running = new RunningApp(DATABASE, folder, Map.of());
    app = running.app;
    server = running.server;
  }

  @AfterAll
  void close() {
    running.close();
    http.close();
  }

  private List<Route> routes() {
    return server.routes();
  }

  private static boolean isOpen(Route route) {
    return OPEN.stream().anyMatch(route.path()::startsWith);
  }

  private static boolean isApi(Route route) {
    return route.path().startsWith("/api/");
  }

  private static Right right(Route route) {
    return rights(route).getFirst();
  }

  private static List<Right> rights(Route route) {
    return route.rights().stream().filter(Right.class::isInstance).map(Right.class::cast).toList();
  }

  private static String filled(String path) {
    return path.replaceAll("[{<][^}>]+[}>]", "1");
  }

  @Test
  void everyRouteSaysExactlyOneRight() {
    assertThat(routes()).isNotEmpty();
    assertThat(routes())
        .filteredOn(route -> !isOpen(route))
        .allSatisfy(route -> assertThat(rights(route)).as(route.toString()).hasSize(1));
  }

  @Test
  void onlySigningInAndTheDocumentOfTheApiArePublic() {
    assertThat(routes())
        .filteredOn(route -> !isOpen(route) && right(route) == Right.PUBLIC)
        .extracting(Route::path)
        .containsOnly(
            "/sign-in", "/sign-in/code", "/sign-out", "/set-up/{token}", "/api/openapi.json");
  }

  @Test
  void withoutSigningInThereIsNothingToSee() throws IOException, InterruptedException {
    try (var visitor = new Browser(server.url())) {
      for (var route : routes()) {
        if (isOpen(route) || right(route) == Right.PUBLIC) {
          continue;
        }
        var answer = visitor.send(route.method(), filled(route.path()), "");
        if (isApi(route)) {
          // There are more calls than one address may try without a token.
          assertThat(answer.statusCode()).as(route.toString()).isIn(401, 429);
          continue;
        }
        int expected = route.method().equals("GET") ? 303 : 403;

        assertThat(answer.statusCode()).as(route.toString()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aRoleGetsWhatItsRightsSayAndNothingElse() throws IOException, InterruptedException {
    Map<Role, Browser> people = new EnumMap<>(Role.class);
    for (var role : Role.values()) {
      var name = "person " + role.word();
      app.users().create(name, role, PASSWORD, new Actor("test", null));
      var browser = new Browser(server.url());
      browser.signIn(name, PASSWORD);
      people.put(role, browser);
    }
    var wrong = new ArrayList<String>();
    for (var route : routes()) {
      if (isOpen(route) || isApi(route) || right(route) == Right.PUBLIC) {
        continue;
      }
      for (var role : Role.values()) {
        boolean may = role.rights().contains(right(route));
        // What it may change is for other tests: here it would happen.
        if (!may || (route.method().equals("GET") && !isEndless(route))) {
          var answer = ask(Objects.requireNonNull(people.get(role)), route);
          boolean refused = answer.statusCode() == 403 && answer.body().contains(REFUSED);
          if (refused == may) {
            wrong.add(role + " " + route + ": " + answer.statusCode());
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    people.values().forEach(Browser::close);
  }

  @Test
  void noRouteChangesAnythingWithoutATokenOfOurForms() throws IOException, InterruptedException {
    app.users().create("forger", Role.ADMIN, PASSWORD, new Actor("test", null));
    try (var admin = new Browser(server.url())) {
      admin.signIn("forger", PASSWORD);
      for (var route : routes()) {
        if (isOpen(route) || isApi(route) || route.method().equals("GET")) {
          continue;
        }

        var answer = admin.send(route.method(), filled(route.path()), "_csrf=guess");

        assertThat(answer.statusCode()).as(route.toString()).isEqualTo(403);
        assertThat(answer.body()).as(route.toString()).contains("Nothing was changed");
      }
    }
  }

  @Test
  void noPageIsCachedFramedOrRunsForeignCode() throws IOException, InterruptedException {
    app.users().create("reader", Role.ADMIN, PASSWORD, new Actor("test", null));
    try (var admin = new Browser(server.url())) {
      admin.signIn("reader", PASSWORD);
      for (var route : routes()) {
        if (isOpen(route) || isEndless(route) || !route.method().equals("GET")) {
          continue;
        }

        var headers = admin.get(filled(route.path())).headers();

        assertThat(headers.firstValue("Cache-Control")).as(route.toString()).contains("no-store");
        assertThat(headers.firstValue("X-Content-Type-Options"))
            .as(route.toString())
            .contains("nosniff");
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
            .as(route.toString())
            .contains("default-src 'none'")
            .contains("frame-ancestors 'none'")
            .doesNotContain("unsafe");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../db/migration/V1__tables.sql",
        "/assets/%2e%2e/db/migration/V1__tables.sql",
        "/assets/..%2fdb%2fmigration%2fV1__tables.sql",
        "/assets/....//db/migration/V1__tables.sql",
        "/assets/..;/db/migration/V1__tables.sql",
        "/assets//../../../../../../etc/passwd",
        "/assets/%00",
        "/webjars/../lightspeed/rest/openapi.json",
        "/webjars/%2e%2e/%2e%2e/lightspeed/App.class",
        "/assets/"
      })
  void nothingButPublishedFilesIsGivenOut(String path) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(answer).doesNotStartWith("HTTP/1.1 200");
      assertThat(answer).doesNotContain("CREATE TABLE").doesNotContain("root:");
    }
  }

  /// Streams of events do not end.
  private static boolean isEndless(Route route) {
    return route.path().endsWith("/events") || route.path().endsWith("/live");
  }

  private static HttpResponse<String> ask(Browser browser, Route route)
      throws IOException, InterruptedException {
    return route.method().equals("GET")
        ? browser.get(filled(route.path()))
        : browser.send(
            route.method(), filled(route.path()), "", "X-CSRF-TOKEN", browser.token("/password"));
  }

  @Test
  void aTokenGetsWhatItsScopesSayAndNothingElse() throws IOException, InterruptedException {
    var wrong = new ArrayList<String>();
    for (var scope : Scope.values()) {
      var secret =
          app.tokens()
              .create("only " + scope.word(), Set.of(scope), null, new Actor("test", null))
              .secret()
              .reveal();
      for (var route : routes()) {
        if (!isApi(route) || right(route) == Right.PUBLIC || right(route) == scope.right()) {
          continue;
        }
        int status = call(route, secret).statusCode();
        if (status != 403) {
          wrong.add(scope + " " + route + ": " + status);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private HttpResponse<String> call(Route route, String secret)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.url() + filled(route.path())))
            .header("Authorization", "Bearer " + secret)
            .method(route.method(), BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
