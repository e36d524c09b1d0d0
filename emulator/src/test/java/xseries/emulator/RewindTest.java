package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;

/// The store goes back to an earlier state, as after a restore at the vendor's.
final class RewindTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Sandbox.Reply rewind(long version) {
    return sandbox.control("POST", "rewind", "{'version':" + version + "}");
  }

  private record State(
      List<Emulator.Snapshot> consignments,
      List<Product> products,
      BigDecimal stock,
      String names) {}

  private State state() {
    return new State(
        sandbox.emulator.consignments(),
        sandbox.emulator.products(),
        sandbox.emulator.stock(sandbox.product(0).id(), sandbox.outlet()),
        sandbox.get("/suppliers?page_size=1000").text());
  }

  @Test
  void storeGoesBackToTheStateItHadAtAVersion() {
    String order = sandbox.order("SENT");
    String draft = sandbox.order();
    long version = sandbox.emulator.version();
    State before = state();

    String sku = sandbox.product(0).sku();
    sandbox.emulator.receivePart(order, Map.of(sku, new BigDecimal(3)));
    sandbox.emulator.split(order);
    sandbox.emulator.moveSku(sandbox.product(0).id(), sandbox.product(1).id());
    sandbox.emulator.deleteProduct(sandbox.product(2).id());
    sandbox.emulator.renameSupplier(sandbox.emulator.suppliers().getFirst().id(), "Other");
    sandbox.delete("/consignments/" + draft + "/products/" + sandbox.product(0).id());
    sandbox.delete("/consignments/" + draft);
    sandbox.order("RECEIVED");
    Sandbox.Reply reply = rewind(version);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("version").asLong()).isEqualTo(version);
    assertThat(state()).isEqualTo(before);
    assertThat(sandbox.get("/products?sku=" + sku).data().path(0).path("id").asString())
        .isEqualTo(sandbox.product(0).id());
    assertThat(sandbox.count(draft)).isEqualTo("10.00000");
  }

  @Test
  void versionsAreGivenOutAgainButIdsAreNot() {
    long start = sandbox.emulator.version();
    String first = sandbox.draft();
    rewind(start);

    String second = sandbox.draft();

    assertThat(sandbox.get("/consignments/" + first).status()).isEqualTo(404);
    assertThat(second).isNotEqualTo(first);
    assertThat(sandbox.get("/consignments/" + second).version()).isGreaterThan(start);
    assertThat(sandbox.get("/consignments/" + second).version()).isLessThanOrEqualTo(start + 7);
  }

  @Test
  void storeGoesBackMoreThanOnceButNotForward() {
    long zero = sandbox.emulator.version();
    sandbox.draft();
    long one = sandbox.emulator.version();
    sandbox.draft();
    long two = sandbox.emulator.version();

    rewind(one);
    int afterFirst = sandbox.emulator.consignments().size();
    int forward = rewind(two).status();
    rewind(zero);

    assertThat(afterFirst).isEqualTo(1);
    assertThat(forward).isEqualTo(400);
    assertThat(sandbox.emulator.consignments()).isEmpty();
  }

  @Test
  void tokensAndWebhooksStay() {
    long version = sandbox.emulator.version();
    String token = sandbox.emulator.makeToken(null, null, null);
    sandbox.post(
        "/webhooks", "{'active':true,'type':'inventory.update','url':'ftp://shop.example'}");
    sandbox.order("RECEIVED");

    rewind(version);
    sandbox.post(
        "/webhooks", "{'active':true,'type':'consignment.receive','url':'ftp://shop.example'}");

    assertThat(
            sandbox
                .send(
                    sandbox
                        .builder("/api/2.0/outlets")
                        .setHeader("Authorization", "Bearer " + token),
                    "GET",
                    "")
                .status())
        .isEqualTo(200);
    assertThat(sandbox.get("/webhooks").data().size()).isEqualTo(2);
    assertThat(sandbox.emulator.deliveries()).hasSize(1);
  }

  @Test
  void waitingReceiptOfAnOrderThatIsTakenBackIsGone() {
    sandbox.control("PUT", "settings", "{'receive_delay_ms':5000}");
    String order = sandbox.order("SENT");
    long version = sandbox.emulator.version();
    sandbox.emulator.receive(order);

    rewind(version);

    assertThat(sandbox.statusOf(order)).isEqualTo("SENT");
    assertThat(sandbox.emulator.pending().receipts()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|version is required",
        "{'version':1}|version must be ",
        "{'version':99999999999999999}|version must be ",
        "{'version':'back'}|version must be a number",
        "{'to':5}|to is not a member of rewind; known are version"
      })
  void wrongVersionsAreRefusedAndChangeNothing(String body, String words) {
    sandbox.draft();
    State before = state();

    Sandbox.Reply refused = sandbox.control("POST", "rewind", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith(words);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void historyIsBoundedAndSaysHowFarItGoes() {
    long tooOld = sandbox.emulator.version();
    String id = sandbox.draft();
    int lines = 600;
    StringBuilder bulk = new StringBuilder();
    for (int at = 0; at < lines; at++) {
      bulk.append(at == 0 ? "" : ",").append(sandbox.line(at, "'count':1"));
    }
    for (int call = 0; call <= 100_000 / lines; call++) {
      assertThat(sandbox.bulk(id, bulk.toString()).status()).isEqualTo(200);
      sandbox.control("PUT", "settings", "{'rate_limit':false}");
    }

    assertThatThrownBy(() -> sandbox.emulator.rewind(tooOld))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the oldest that is kept");
    sandbox.emulator.rewind(sandbox.emulator.version() - 100_000);
    assertThat(sandbox.emulator.consignments()).hasSize(1);
  }

  @Test
  void rewoundStoreIsKeptInTheFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("store");
    String kept;
    String undone;
    long version;
    try (Sandbox first = Sandbox.start(options -> options.withData(file))) {
      kept = first.order();
      version = first.emulator.version();
      undone = first.order();
      first.bulk(kept, first.line(1, "'count':3"));
      first.emulator.editProduct(first.product(0).id(), ProductEdit.none().sku("MOVED"));
      first.emulator.rewind(version);
    }

    try (Sandbox second = Sandbox.start(options -> options.withData(file))) {
      assertThat(second.count(kept)).isEqualTo("10.00000");
      assertThat(second.emulator.consignments()).hasSize(1);
      assertThat(second.get("/products?sku=MOVED").data()).isEmpty();
      assertThat(second.emulator.version()).isEqualTo(version);
      String fresh = second.draft();
      assertThat(fresh).isNotEqualTo(undone);
    }
  }
}
