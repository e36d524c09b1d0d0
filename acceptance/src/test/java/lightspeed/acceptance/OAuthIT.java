package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightspeed.signin.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// A store connected at Lightspeed's consent page and used by several processes at once. A refresh
/// token works once: a second process that used it would log all of them out.
@Api.Dated
final class OAuthIT {
  private static final String PASSWORD = "correct horse battery";

  /// No token of its own: the one of the connection counts.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "LIGHTSPEED_API_TOKEN", "",
          "LIGHTSPEED_CLIENT_ID", "our-application",
          "LIGHTSPEED_WEBHOOK_SECRET", "client-secret",
          "LIGHTSPEED_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Shop shop;
  private final Program.Running server;
  private final Browser admin;

  OAuthIT(@TempDir Path folder) throws InterruptedException {
    shop = Shop.open(folder, EmulatorOptions.defaults(), SETTINGS);
    shop.succeeds("db:migrate", "--no-input");
    server = shop.program.start("serve", "--port=0");
    admin = new Browser(server.url());
  }

  /// An administrator has signed in, and the store is connected.
  @BeforeEach
  void connectFirst() throws IOException, InterruptedException {
    var made =
        shop.program.shell(
            "echo '" + PASSWORD + "' | $CLI user:create ann --role=admin --password");
    assertThat(made.exitCode()).as(made.messages()).isZero();
    admin.signIn("ann", PASSWORD);
    connect();
  }

  @AfterEach
  void close() {
    admin.close();
    server.process().destroy();
    shop.close();
    http.close();
  }

  private void connect() throws IOException, InterruptedException {
    var leaving = admin.get("/lightspeed/connect").headers().firstValue("Location").orElseThrow();
    var answer =
        http.send(HttpRequest.newBuilder(URI.create(leaving)).build(), BodyHandlers.discarding());
    var back = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(admin.get(back.getRawPath() + "?" + back.getRawQuery()).body())
        .contains("is connected");
  }

  private void endToken() {
    shop.execute(
        "UPDATE lightspeed_oauth SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND,"
            + " claimed_until = NULL");
  }

  private long refreshes() {
    return shop.emulator.counts().getOrDefault("POST /token", 0L);
  }

  @Test
  void processesThatNeedANewTokenAtOnceRefreshItOnce() throws InterruptedException {
    long before = refreshes();
    shop.emulator.set(Switch.LATENCY_MS, 1_000);
    endToken();

    List<Program.Running> processes = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      processes.add(shop.program.start("webhook:list"));
    }
    for (var process : processes) {
      var ended = process.await();
      assertThat(ended.exitCode()).as(ended.messages()).isZero();
    }

    assertThat(refreshes()).isEqualTo(before + 1);
    assertThat(shop.rows("SELECT claim, trouble FROM lightspeed_oauth"))
        .as("claims since the store was connected, and trouble")
        .containsExactly(List.of("1", "null"));
    shop.succeeds("catalog:pull");
  }

  @Test
  void aProcessThatIsKilledWhileItRefreshesLeavesWordsAndAWayOut()
      throws IOException, InterruptedException {
    long before = refreshes();
    endToken();
    shop.emulator.add(Fault.of(FaultKind.DELAY).on("POST", "/token").nth(1));
    var refreshing = shop.program.start("webhook:list");
    Until.isTrue(() -> refreshes() > before);
    refreshing.killHard();

    endToken();
    var refused = shop.ends(5, "webhook:list");

    assertThat(refused.messages()).contains("connect the store again");
    connect();
    shop.succeeds("webhook:list");
  }
}
