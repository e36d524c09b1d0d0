package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lightspeed.acceptance.Program.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xseries.emulator.EmulatorOptions;

/// Bad input gets one clear sentence, the right exit code, never a stack trace, and nothing is half
/// done.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputIT {
  private static final String HEADER = "public_id,supplier,outlet,sku,quantity,unit_cost\n";

  private Path folder;

  private Shop shop;

  @BeforeAll
  void open(@TempDir Path folder) throws InterruptedException {
    this.folder = folder;
    shop = Shop.ready(folder, EmulatorOptions.defaults(), Map.of());
  }

  @AfterAll
  void close() {
    shop.close();
  }

  private static void assertOneSentence(Result result) {
    assertThat(result.messages()).isNotBlank().doesNotContain("\tat ", "Exception in thread");
    assertThat(result.output()).doesNotContain("\tat ");
  }

  private long orders() {
    return Long.parseLong(
        shop.rows("SELECT COUNT(*) FROM vend_consignments").getFirst().getFirst());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "negative     | -3",
        "zero         | 0",
        "fraction     | 1.5",
        "astronomical | 99999999999999999999",
        "scientific   | 1e309",
        "words        | a dozen",
        "formula      | =1+1"
      })
  void aBadQuantityImportsNothing(String name, String quantity) throws InterruptedException {
    long before = orders();
    String row = "PO-Q-%s,S,O,%s,%s,1\n".formatted(name, shop.orderableSku(0), quantity);
    String good = "PO-Q-%s,S,O,%s,2,1\n".formatted(name, shop.orderableSku(1));

    Result result = shop.ends(2, "po:import", shop.write("q.csv", HEADER + good + row).toString());

    assertOneSentence(result);
    assertThat(result.messages() + result.output()).contains("3").contains("quantity");
    assertThat(orders()).isEqualTo(before);
  }

  @Test
  void missingColumnsAreNamed() throws InterruptedException {
    Result result =
        shop.ends(2, "po:import", shop.write("c.csv", "public_id,sku\nPO-C,X\n").toString());

    assertOneSentence(result);
    assertThat(result.messages()).contains("quantity");
  }

  @Test
  void aFileThatIsNotUtf8IsRefused() throws InterruptedException, IOException {
    Path file = folder.resolve("latin1.csv");
    Files.write(file, (HEADER + "PO-L,Müller,O,X,1,1\n").getBytes(StandardCharsets.ISO_8859_1));

    Result result = shop.ends(2, "po:import", file.toString());

    assertOneSentence(result);
    assertThat(result.messages()).contains("UTF-8");
  }

  @Test
  void aFileThatIsNotThereIsNotFound() throws InterruptedException {
    Result result = shop.program.run("po:import", "no-such-file.csv");

    assertThat(result.exitCode()).isIn(2, 3);
    assertOneSentence(result);
  }

  @Test
  void aFileOfTenThousandLinesIsImported() throws InterruptedException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int n = 0; n < 10_000; n++) {
      text.append("PO-TT-%d,S,O,%s,1,1\n".formatted(n / 100, shop.orderableSku(n % 100)));
    }

    shop.succeeds("po:import", shop.write("tt.csv", text.toString()).toString());

    assertThat(
            shop.rows(
                    "SELECT COUNT(*), SUM(line_count) FROM vend_consignments"
                        + " WHERE public_id LIKE 'PO-TT-%'")
                .getFirst())
        .containsExactly("100", "10000");
  }

  @Test
  void anUnknownOrderIsNotFound() throws InterruptedException {
    assertOneSentence(shop.ends(3, "sync:po", "PO-NOBODY"));
    assertOneSentence(shop.ends(3, "sync:status", "PO-NOBODY"));
    assertOneSentence(shop.ends(3, "po:approve", "PO-NOBODY"));
    assertOneSentence(shop.ends(3, "queue:show", "job_999999"));
  }

  @Test
  void aDraftIsNotSynced() throws InterruptedException {
    shop.succeeds("po:import", shop.csv(1, "PO-DRAFT").toString());

    Result result = shop.ends(4, "sync:po", "PO-DRAFT");

    assertOneSentence(result);
    assertThat(result.messages()).contains("po:approve");
    assertThat(shop.emulator.consignments("PO-DRAFT")).isEmpty();
  }

  @Test
  void anOrderWithoutLinesIsNotApproved() throws InterruptedException {
    shop.succeeds("po:import", shop.csv(1, "PO-EMPTY").toString());
    shop.execute("DELETE FROM vend_consignment_line_items WHERE consignment_id = 'PO-EMPTY'");
    shop.execute("UPDATE vend_consignments SET line_count = 0 WHERE id = 'PO-EMPTY'");

    assertOneSentence(shop.ends(4, "po:approve", "PO-EMPTY"));
  }

  @Test
  void wrongUsageNamesTheNearest() throws InterruptedException {
    Result command = shop.ends(2, "sync:p0", "X");
    Result option = shop.ends(2, "queue:list", "--statsu=FAILED");

    assertThat(command.messages()).contains("sync:po");
    assertThat(option.messages()).contains("--status");
    assertOneSentence(shop.ends(2, "queue:prune", "soon"));
    assertOneSentence(shop.ends(2, "sync:pending", "--batch-size=0"));
    assertOneSentence(shop.ends(2, "config:set", "queue_max_retries", "many"));
    assertOneSentence(shop.ends(2, "config:set", "queue_max_retrys", "3"));
  }

  @Test
  void aWrongTokenEndsWithFiveAndDoesNotShowIt() throws InterruptedException {
    Program wrong = shop.programWith(Map.of("LIGHTSPEED_API_TOKEN", "not-the-right-token-1234"));

    Result result = wrong.run("vend:test");

    assertThat(result.exitCode()).isEqualTo(5);
    assertOneSentence(result);
    assertThat(result.messages() + result.output()).doesNotContain("not-the-right-token");
  }

  @Test
  void anUnreachableLightspeedEndsWithSix() throws InterruptedException {
    Result result =
        shop.programWith(Map.of("LIGHTSPEED_API_URL", "http://127.0.0.1:9")).run("vend:test");

    assertThat(result.exitCode()).isEqualTo(6);
    assertOneSentence(result);
  }

  @Test
  void anUnreachableDatabaseEndsWithSixAndShowsNoPassword() throws InterruptedException {
    Result result =
        shop.programWith(
                Map.of(
                    "LIGHTSPEED_DATABASE_URL", "jdbc:mariadb://127.0.0.1:9/lightspeed",
                    "LIGHTSPEED_DATABASE_USER", "someone",
                    "LIGHTSPEED_DATABASE_PASSWORD", "a-secret-password"))
            .run("queue:stats");

    assertThat(result.exitCode()).isEqualTo(6);
    assertOneSentence(result);
    assertThat(result.messages()).doesNotContain("a-secret-password");
  }

  @Test
  void aSchemaFromTheFutureIsNotTouched() throws InterruptedException {
    shop.execute(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " VALUES (9999, '9999', 'future', 'SQL', 'V9999__future.sql', 1, 'x', 1, 1)");
    try {
      Result result = shop.program.run("queue:work", "--drain");

      assertThat(result.exitCode()).isNotZero();
      assertOneSentence(result);
      assertThat(result.messages()).containsAnyOf("newer", "9999");
    } finally {
      shop.execute("DELETE FROM flyway_schema_history WHERE installed_rank = 9999");
    }
  }

  @Test
  void settingsThatContradictThemselvesAreAllReportedAtOnce() throws InterruptedException {
    Result result =
        shop.programWith(Map.of("QUEUE_MAX_RETRIES", "-1", "SYNC_POLL_INTERVAL", "x"))
            .run("config:show");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.messages()).contains("queue_max_retries").contains("sync_poll_interval");
  }
}
