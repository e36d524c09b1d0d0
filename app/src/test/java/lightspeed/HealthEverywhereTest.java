package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lightspeed.db.TestDatabase;
import lightspeed.json.Json;
import lightspeed.signin.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Command, status, API and console judge alike and in the same words.
final class HealthEverywhereTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  /// One order that a person must act on, an edited one, one that nothing sends, and failed jobs.
  private static final List<String> SICK =
      List.of(
          """
          INSERT INTO vend_consignments
            (id, public_id, supplier, outlet, state, sync_status, approved_at, updated_at)
          VALUES ('1', 'PO-1', 'S', 'O', 'SENT', 'DIFFERS', NOW(6), NOW(6)),
            ('2', 'PO-2', 'S', 'O', 'SENT', 'DIFFERS', NOW(6), NOW(6)),
            ('3', 'PO-3', 'S', 'O', 'APPROVED', 'QUEUED', NOW(6) - INTERVAL 2 HOUR,
              NOW(6) - INTERVAL 2 HOUR)
          """,
          """
          INSERT INTO lightspeed_drift (consignment_id, item, here, there, grade)
          VALUES ('1', 'count:SKU-1', '1', '2', 'LOUD'), ('2', 'reference', 'a', 'b', 'PLAIN')
          """,
          """
          INSERT INTO queue_jobs (job_type, status, payload, finished_at)
          VALUES ('consignments.compare', 'FAILED', '{}', NOW(6))
          """);

  @Test
  void everySurfaceSaysTheSame(@TempDir Path folder) throws IOException, InterruptedException {
    try (var world = new ConsoleWorld(DATABASE, folder);
        var http = HttpClient.newHttpClient()) {
      SICK.forEach(sql -> DATABASE.database().useTransaction(tx -> tx.execute(sql)));
      var token =
          world.cli.run("token:create", "watch", "--scopes=read", "--json").json().path("token");
      var admin = world.signedIn(Role.ADMIN);

      var health = world.cli.run("health", "--json");
      var status = world.cli.run("status", "--json").json();
      var api =
          http.send(
              HttpRequest.newBuilder(URI.create(admin.url() + "/api/v1/health"))
                  .header("Authorization", "Bearer " + token.asString())
                  .build(),
              BodyHandlers.ofString());
      var overview = shown(admin.page("/"));

      var checks = words(health.json(), true);
      assertThat(health.exit()).isEqualTo(1);
      assertThat(health.json().path("healthy").asBoolean()).isFalse();
      assertThat(checks)
          .anyMatch(check -> check.startsWith("[drift, FAILED, Order PO-# differs in count"))
          .anyMatch(check -> check.startsWith("[orders without job, WARNING, Order PO-# is QUEUED"))
          .anyMatch(check -> check.startsWith("[failed jobs, WARNING, "));
      assertThat(words(status, true)).isEqualTo(checks);
      assertThat(words(Json.mapper().readTree(api.body()), false))
          .as("a program is told the call instead of the command")
          .isEqualTo(words(health.json(), false));
      for (var check : health.json().path("checks")) {
        assertThat(overview)
            .contains(numberless(check.path("name").asString()))
            .contains(numberless(check.path("detail").asString()))
            .contains(numberless(check.path("hint").asString()));
      }
    }
  }

  private static List<String> words(JsonNode report, boolean isWithRemedy) {
    List<String> checks = new ArrayList<>();
    for (var check : report.path("checks")) {
      checks.add(
          numberless(
              List.of(
                      check.path("name").asString(),
                      check.path("status").asString(),
                      check.path("detail").asString(),
                      isWithRemedy ? check.path("hint").asString() : "")
                  .toString()));
    }
    return checks;
  }

  /// Ages and numbers of calls differ from one look to the next.
  private static String numberless(String words) {
    return words.replaceAll("[0-9]+", "#");
  }

  private static String shown(String page) {
    return numberless(
        page.replace("&lt;", "<")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"));
  }
}
