package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// The whole product tells a receiver what happens to orders.
@Tag("slow")
final class NotifyCommandsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private final Emulator emulator;
  private final HttpServer receiver;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private TestCli cli = new TestCli(folder, Map.of());

  NotifyCommandsTest() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @BeforeEach
  void configure() {
    Map<String, String> environment = new HashMap<>();
    environment.put("LIGHTSPEED_DATABASE_URL", DATABASE.address().url());
    environment.put("LIGHTSPEED_DATABASE_USER", DATABASE.address().user());
    environment.put("LIGHTSPEED_DATABASE_PASSWORD", DATABASE.address().password());
    environment.put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    environment.put("LIGHTSPEED_API_URL", emulator.url());
    environment.put("LIGHTSPEED_API_TOKEN", emulator.token());
    environment.put("NOTIFY_URL", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in");
    environment.put("NOTIFY_SECRET", "shared");
    environment.put("NOTIFY_PRIVATE_ADDRESSES", "true");
    cli = new TestCli(folder, environment);
  }

  @AfterEach
  void stop() throws IOException {
    receiver.stop(0);
    emulator.close();
  }

  private String file(String name, String... lines) throws IOException {
    var file = folder.resolve(name);
    Files.writeString(
        file, "public_id,supplier,outlet,sku,quantity,unit_cost\n" + String.join("\n", lines));
    return file.toString();
  }

  private String line(String order, String sku) {
    return String.join(
        ",",
        order,
        emulator.suppliers().getFirst().id(),
        emulator.outlets().getFirst().id(),
        sku,
        "3",
        "1.50");
  }

  private String aSku() {
    return emulator.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .findFirst()
        .orElseThrow()
        .sku();
  }

  @Test
  void whatHappensToOrdersIsToldLoggedAndReplayed() throws IOException {
    var file = file("orders.csv", line("PO-GOOD", aSku()), line("PO-BAD", "NO-SUCH-SKU"));
    assertThat(cli.run("catalog:pull").exit()).isZero();
    var imported = cli.run("po:import", file, "--approve");
    assertThat(imported.exit()).as(imported.err()).isZero();

    cli.run("queue:work", "--drain");
    var good = cli.run("sync:status", "PO-GOOD", "--json").json();
    emulator.receive(good.path("lightspeed_consignment_id").asString());
    cli.run("sync:reconcile");
    cli.run("queue:work", "--drain");

    var shown = cli.run("notify:log", "--json").json();
    assertThat(JsonShapes.read().problems("notify:log", shown)).isEmpty();
    var log = shown.path("notifications");
    assertThat(log.findValuesAsString("type"))
        .containsExactlyInAnyOrder("order.synced", "order.failed", "order.received");
    assertThat(log.findValuesAsString("status")).containsOnly("DELIVERED");
    assertThat(log.get(0).path("type").asString()).isEqualTo("order.received");
    assertThat(bodies).hasSize(3);
    assertThat(bodies).anySatisfy(body -> assertThat(body).contains("NO-SUCH-SKU"));

    var replay = cli.run("notify:replay", log.get(0).path("id").asString(), "--json");
    cli.run("queue:work", "--drain");

    assertThat(replay.exit()).isZero();
    assertThat(JsonShapes.read().problems("notify:replay", replay.json())).isEmpty();
    assertThat(bodies).hasSize(4);
    assertThat(bodies.get(3)).contains("order.received");
    assertThat(cli.run("notify:log").out()).contains("PO-GOOD", "PO-BAD", "DELIVERED");
  }

  @Test
  void aTestSaysWhatCameBackOrWhatToSet() {
    assertThat(cli.run("notify:test").out()).contains("took it with 204");
    var answered = cli.run("notify:test", "--json").json();
    assertThat(JsonShapes.read().problems("notify:test", answered)).isEmpty();
    assertThat(bodies).first().asString().contains("\"type\":\"test\"");

    var refused = cli.without("NOTIFY_PRIVATE_ADDRESSES").run("notify:test");
    var nobody = cli.without("NOTIFY_URL").run("notify:test");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("notify_private_addresses=true");
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.err()).contains("notify_url is not set");
    assertThat(cli.run("notify:replay", "999").exit()).isEqualTo(3);
    assertThat(cli.run("notify:log", "--limit=0").exit()).isEqualTo(2);
    assertThat(bodies).hasSize(2);
  }
}
