package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import lightspeed.db.TestDatabase;
import lightspeed.json.Json;
import lightspeed.server.RawClient;
import lightspeed.signin.Actor;
import lightspeed.signin.Role;
import lightspeed.signin.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What brought a server down or shut people out, from outside and by people who may sign in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResourceAttacksTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String PASSWORD = "a long enough password";
  private static final Actor TEST = new Actor("test", null);
  private static final String ORDER = "{\"supplier\":\"A\",\"outlet\":\"B\",\"lines\":[";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: ([^;]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private RunningApp running;
  private String token = "";

  @BeforeAll
  void open(@TempDir Path folder) {
    running =
        new RunningApp(
            DATABASE,
            folder,
            Map.of(
                "LIGHTSPEED_API_URL", "http://127.0.0.1:9",
                "LIGHTSPEED_API_TOKEN", "none",
                "SERVER_TRUSTED_PROXIES", "127.0.7.7"));
  }

  /// The database is emptied before each test.
  @BeforeEach
  void havePeople() throws InterruptedException {
    for (var name : List.of("ann", "bob")) {
      running.app.users().create(name, Role.BUYER, PASSWORD, TEST);
    }
    token =
        running.app.tokens().create("erp", Set.of(Scope.values()), null, TEST).secret().reveal();
  }

  @AfterAll
  void close() {
    http.close();
    running.close();
  }

  private Visitor signedIn(String name) throws IOException, InterruptedException {
    var visitor = new Visitor(running.server.url());
    visitor.signIn(name, PASSWORD);
    return visitor;
  }

  private RawClient from(String address) throws IOException {
    return RawClient.from(address, running.server.port());
  }

  /// A form as anyone gets it.
  private record Form(String cookie, String token) {
    String post(String client, String fields) {
      var body = "_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&" + fields;
      return "POST /sign-in HTTP/1.1\r\nHost: x\r\nCookie: "
          + cookie
          + "\r\nX-Forwarded-For: "
          + client
          + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
          + body.length()
          + "\r\n\r\n"
          + body;
    }
  }

  private Form form() throws IOException {
    try (var client = from("127.0.0.1")) {
      var page = client.send("GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").all();
      var found = TOKEN.matcher(page);
      var cookie = COOKIE.matcher(page);
      assertThat(found.find() && cookie.find()).as(page).isTrue();
      return new Form(cookie.group(1), found.group(1));
    }
  }

  /// Before: the process ended for want of memory.
  @Test
  void manyFormsToSignInThatAreHeldFillNoMemory() throws IOException, InterruptedException {
    var head =
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 190000\r\n\r\nname=";
    var most = "x".repeat(100_000);
    var senders = new ArrayList<RawClient>();
    try {
      for (int n = 0; n < 650; n++) {
        senders.add(from("127.0.8." + (1 + n % 4)).send(head));
      }
      for (var sender : senders) {
        sender.sendIfItIsTaken(most);
      }

      var statuses = new TreeSet<Integer>();
      for (var sender : senders) {
        statuses.add(sender.status());
      }
      // Whoever was slow to send the rest finds the connection closed.
      assertThat(statuses).contains(413).isSubsetOf(413, 0);
      signedIn("ann");
    } finally {
      for (var sender : senders) {
        sender.close();
      }
    }
  }

  /// Before: the real person waited behind all who guessed, and was sent away.
  @Test
  void theRightPasswordGetsInWhileSeventyAddressesGuess() throws Exception {
    signedIn("bob");
    var form = form();
    var guessing = new ArrayList<RawClient>();
    try {
      for (int n = 0; n < 70; n++) {
        var fields = "name=nobody" + n + "&password=wrong+password";
        guessing.add(from("127.0.7.7").send(form.post("198.51.100." + (n + 1), fields)));
      }

      signedIn("bob");

      for (var guesser : guessing) {
        assertThat(guesser.status()).isNotEqualTo(303);
      }
    } finally {
      for (var sender : guessing) {
        sender.close();
      }
    }
  }

  /// Before: an answer of megabytes, and the end of the process.
  @Test
  void aFileOfNothingButWrongRowsIsToldByItsFirstProblems()
      throws IOException, InterruptedException {
    var rows = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    for (int n = 0; n < 50_000; n++) {
      rows.append("PO-").append(n).append(",Acme,Main,S,0,x\n");
    }
    var buyer = signedIn("ann");
    buyer.page("/orders/import");

    var answer = buyer.upload("/orders/import", "wrong.csv", rows.toString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("100000 problems", "the first 200");
    assertThat(answer.body().length()).isLessThan(200_000);
  }

  @Test
  void aFileOfManyOrdersIsToldByItsFirstOrders() throws IOException, InterruptedException {
    var rows = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    for (int n = 0; n < 3_000; n++) {
      rows.append("PO-").append(n).append(",Acme,Main,S,1,1\n");
    }
    var buyer = signedIn("bob");
    buyer.page("/orders/import");

    var answer = buyer.upload("/orders/import", "many.csv", rows.toString());

    assertThat(answer.body()).contains("3000 orders", "the first 200", "Import these orders");
    assertThat(answer.body().length()).isLessThan(200_000);
  }

  private HttpResponse<String> order(String body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(running.server.url() + "/api/v1/purchase-orders"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String wrongLines(int count) {
    var line = "{\"sku\":\"S\",\"quantity\":0,\"unit_cost\":-1}";
    return ORDER + (line + ",").repeat(count - 1) + line + "]}";
  }

  /// Before: 16 MB of errors for one order of 90,000 wrong lines.
  @Test
  void ordersOfManyWrongLinesGetSmallAnswers() throws Exception {
    Callable<HttpResponse<String>> huge = () -> order(wrongLines(90_000));

    List<HttpResponse<String>> answers = new ArrayList<>();
    try (var four = Executors.newFixedThreadPool(4)) {
      for (var answer : four.invokeAll(List.of(huge, huge, huge, huge))) {
        answers.add(answer.get());
      }
    }
    var large = order(wrongLines(5_000));
    var brackets = order(ORDER + "{},".repeat(300_000) + "{}]}");

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(413);
    assertThat(large.statusCode()).isEqualTo(422);
    assertThat(brackets.statusCode()).isEqualTo(422);
    var problem = Json.mapper().readTree(large.body());
    assertThat(problem.path("errors").size()).isEqualTo(200);
    assertThat(problem.path("error_count").asLong()).isEqualTo(14_999);
    assertThat(large.body().length()).isLessThan(50_000);
  }

  @Test
  void changesAreMadeByPostAndInTheApiByPutAndDelete() {
    var others =
        running.server.routes().stream()
            .filter(route -> !List.of("GET", "HEAD", "POST").contains(route.method()))
            .filter(route -> !route.path().startsWith("/webhooks/"))
            .toList();

    assertThat(others)
        .allMatch(route -> route.path().startsWith("/api/"))
        .allMatch(route -> List.of("PUT", "DELETE").contains(route.method()));
  }

  @Test
  void theTokenOfAFormDoesNotCountInAnAddress() throws IOException, InterruptedException {
    var buyer = signedIn("ann");
    var page = TOKEN.matcher(buyer.page("/orders/import"));
    assertThat(page.find()).isTrue();
    var inAddress = URLEncoder.encode(page.group(1), StandardCharsets.UTF_8);
    buyer.forgetToken();

    assertThat(buyer.post("/theme?_csrf=" + inAddress, "theme", "dark").statusCode())
        .isEqualTo(403);
    assertThat(buyer.post("/theme?%5fcsrf=" + inAddress, "theme", "dark").statusCode())
        .isEqualTo(403);
    assertThat(buyer.upload("/orders/import?_csrf=" + inAddress, "a.csv", "a,b").statusCode())
        .isEqualTo(403);
    assertThat(buyer.page("/orders/import")).doesNotContain("_csrf=");
  }

  @Test
  void aFormWithAFileIsTakenWhereFilesAreTakenOnly() throws IOException, InterruptedException {
    var buyer = signedIn("bob");
    buyer.page("/orders/import");

    assertThat(buyer.upload("/theme", "a.csv", "a,b").statusCode()).isEqualTo(403);
    assertThat(buyer.upload("/sign-out", "a.csv", "a,b").statusCode()).isEqualTo(403);
    assertThat(buyer.page("/orders/import")).contains("CSV file");
  }
}
