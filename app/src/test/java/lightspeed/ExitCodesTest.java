package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import lightspeed.db.TestDatabase;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// Every command as a script meets it: its exit code in each situation, one document on standard
/// output when it did something, one on standard error when it did not, each of the shape that
/// `docs/cli-json.md` promises.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExitCodesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  /// Exit code, command line; in this order, because each finds what those before it left. The word
  /// before the exit code, if any, is what is out of order. `[…]` stands for what only the run
  /// knows. A row of `the shop` is what staff do in Lightspeed.
  private static final String STORY =
      """
                    0 db:status
                    0 db:migrate
                    4 db:start
                    4 db:stop
                    0 db:backup [folder]/backup.sql
                    1 db:backup [folder]/backup.sql
                    1 db:backup [folder]/no/such/folder/backup.sql
                    0 vend:test
      wrong-token   5 vend:test
      no-lightspeed 6 vend:test
      no-token      2 vend:test
                    0 vend:test
                    0 catalog:pull
                    0 catalog:pull --full
      no-lightspeed 6 catalog:pull
                    0 vend:outlets
                    0 vend:suppliers
                    0 vend:products [sku]
                    3 vend:products no-such-thing-at-all
                    2 vend:products [sku] --limit=0
                    0 po:import [folder]/orders.csv --dry-run
                    0 po:import [folder]/orders.csv
                    0 po:import [folder]/orders.csv
                    2 po:import [folder]/bad.csv
                    7 po:import [folder]/half.csv --partial
                    3 po:import [folder]/none.csv
                    0 po:list
                    0 po:list --state=DRAFT --limit=1
                    2 po:list --limit=0
                    2 po:list --since=yesterday
                    0 po:show PO-1
                    3 po:show NOBODY
                    0 po:export
                    0 po:export --file=[folder]/export.csv
                    4 po:export --file=[folder]/export.csv
                    3 po:export --file=[folder]/no/such/folder.csv
                    4 sync:po PO-1
                    4 sync:retry PO-1
                    0 po:approve PO-1
                    0 po:approve PO-1
                    7 po:approve PO-2 NOBODY
                    0 po:approve PO-BAD
                    3 po:approve NOBODY
                    0 sync:po PO-1 --dry-run
                    1 sync:po PO-BAD --dry-run
                    3 sync:po NOBODY
      wrong-token   5 sync:po PO-1
                    0 vend:test
                    0 sync:po PO-1
                    0 sync:po PO-1
                    0 sync:po PO-2 --queue
                    1 sync:po PO-BAD
                    0 sync:status PO-1
                    0 sync:status PO-BAD
                    3 sync:status NOBODY
                    0 sync:retry PO-1
                    0 sync:retry PO-BAD
                    3 sync:retry NOBODY
                    0 sync:pending --dry-run
                    0 sync:pending
                    2 sync:pending --batch-size=0
                    0 queue:stats
                    0 queue:work --once
                    0 queue:work --drain
                    0 queue:work --once
                    2 queue:work --once --drain
                    2 queue:work --concurrency=0
                    0 vend:consignment [consignment]
                    3 vend:consignment 00000000-0000-0000-0000-000000000000
                    0 queue:list
                    2 queue:list --limit=0
                    2 queue:list --status=LOST
                    0 queue:show [failed]
                    3 queue:show job_999999
                    2 queue:show 99999999999999999999
                    0 queue:retry [failed]
                    3 queue:retry job_999999
                    0 queue:cancel [failed]
                    3 queue:cancel job_999999
                    4 queue:retry [completed]
                    4 queue:cancel [completed]
                    0 queue:retry-all
                    0 queue:retry-all --type=sync_po --since=1h
                    2 queue:retry-all --since=later
                    0 queue:recover
                    0 queue:prune 7
                    0 queue:prune 0 --failed
                    2 queue:prune -1
                    0 po:import [folder]/later.csv
                    4 sync:diff PO-4
                    3 sync:diff NOBODY
                    2 sync:diff PO-1 --push-local --ignore
                    0 sync:diff PO-1
                    0 sync:diff PO-1 --exit-code
      wrong-token   5 sync:diff PO-1
                    0 vend:test
      no-lightspeed 6 sync:diff PO-1
                    0 sync:reconcile
      the shop      edits PO-1
                    0 sync:reconcile
                    0 sync:diff PO-1
                    1 sync:diff PO-1 --exit-code
                    0 sync:status PO-1
                    0 sync:po PO-1
                    0 sync:diff PO-1 --ignore --exit-code
                    0 sync:diff PO-1 --take-remote
                    0 sync:diff PO-1 --push-local
      the shop      receives PO-2
                    4 sync:diff PO-2 --push-local
                    0 sync:reconcile
                    0 po:receipts
                    0 po:receipts --order=PO-2 --since=1h
                    3 po:receipts --order=NOBODY
                    2 po:receipts --since=later
                    0 po:cancel PO-4
                    0 po:cancel PO-4
                    4 po:cancel PO-2
                    3 po:cancel NOBODY
                    0 po:reopen PO-4
                    0 po:reopen PO-4
                    4 po:reopen PO-2
                    3 po:reopen NOBODY
                    7 po:reopen PO-4 PO-2
                    2 po:adopt PO-1
                    2 po:adopt --exact
                    2 po:adopt PO-1 --consignment=[consignment]
                    4 po:adopt PO-1 --consignment=[consignment] --yes
                    3 po:adopt NOBODY --consignment=[consignment] --yes
                    2 po:adopt PO-1 --consignment=../outlets --yes
                    0 po:adopt --exact --all --yes
                    2 sync:diff PO-1 --send-beside
                    2 sync:diff PO-1 --send-beside --ignore
                    4 sync:diff PO-1 --send-beside --yes
      wrong-token   5 po:cancel PO-1
                    0 vend:test
                    0 po:cancel PO-1
      wrong-token   5 sync:reconcile
                    0 vend:test
      no-lightspeed 6 sync:reconcile
                    2 webhook:trigger consignment.receive
                    2 webhook:create http://shop.example.com
                    2 webhook:create https://shop.example.com --types=consignment.received
      wrong-token   5 webhook:create https://shop.example.com
                    0 vend:test
                    0 webhook:create https://shop.example.com --types=consignment.receive
                    0 webhook:create https://shop.example.com --types=consignment.receive
                    0 webhook:list
      wrong-token   5 webhook:list
                    0 vend:test
      no-token      2 webhook:list
      no-lightspeed 6 webhook:list
      no-lightspeed 6 webhook:delete 00000000-0000-0000-0000-000000000000
                    0 webhook:delete [subscription]
                    3 webhook:delete 00000000-0000-0000-0000-000000000000
                    2 webhook:delete ../outlets
                    2 serve --port=99999
                    2 serve --workers=17
                    1 serve --port=[port]
                    0 webhook:log
                    0 webhook:trigger consignment.receive --port=[port]
      other-secret  1 webhook:trigger consignment.receive --port=[port]
                    2 webhook:trigger consignment.receive --port=0
                    6 webhook:trigger consignment.receive --port=9
                    0 webhook:log
                    0 webhook:log --status=IGNORED --limit=1
                    2 webhook:log --limit=0
                    2 webhook:log --status=LOST
                    0 webhook:replay [delivery]
                    3 webhook:replay 999999
                    2 webhook:replay first
                    2 webhook:listen --count=0
                    0 notify:log
                    2 notify:log --limit=0
                    3 notify:replay 999999
                    2 notify:replay first
                    1 notify:test
                    0 user:create ann --role=buyer
                    4 user:create ann
                    2 user:create ann --role=king
                    2 user:create cli:ann
                    2 user:create bob --password
                    0 user:list
                    0 user:passwd ann --link
                    2 user:passwd ann
                    2 user:passwd ann secret
                    3 user:passwd nobody --link
                    0 user:change ann --role=admin --sign-out
                    0 user:change ann --disable
                    4 user:passwd ann --link
                    2 user:change ann
                    2 user:change ann --disable --enable
                    3 user:change nobody --enable
      no-database   6 user:list
                    0 user:create zoe
                    2 user:forget zoe
                    0 user:forget zoe --yes
                    3 user:forget zoe --yes
                    0 audit:list
                    0 audit:list --who=ann --action=user --since=1h --limit=1
                    0 audit:list --order=PO-1
                    2 audit:list --limit=0
                    2 audit:list --since=yesterday
      no-database   6 audit:list
                    0 audit:verify
                    2 audit:verify --head=1
                    1 audit:verify --head=999999:0000000000000000000000000000000000000000000000000000000000000000
                    2 audit:prune 400
                    2 audit:prune 5 --yes
                    0 audit:prune 400 --yes
                    0 token:create erp --scopes=read,orders --days=30
                    4 token:create erp
                    2 token:create other --scopes=everything
                    2 token:create other --days=0
                    0 token:list
                    0 token:revoke erp
                    3 token:revoke erp
                    0 token:list
                    0 status
      no-database   0 status
                    1 health
                    1 health --wait=1
                    2 health --wait=-1
      no-database   1 health
                    1 doctor
      no-database   1 doctor
      bad-setting   1 doctor
      wrong-token   1 doctor
                    0 vend:test
                    0 config:show
                    0 config:show queue_max_retries
                    2 config:show queue_max_retrys
      no-database   0 config:show
      bad-setting   2 config:show
                    0 register:walk
                    0 register:list
                    0 register:list --reference=PO-1
                    2 register:list --limit=0
                    1 register:skip [consignment]
                    2 register:skip
                    0 installation:confirm --yes
                    0 store:switch --yes
                    4 db:restore [folder]/backup.sql --yes
                    0 config:set queue_max_retries 4
                    0 config:set queue_max_retries 4
                    2 config:set queue_max_retries many
                    2 config:set lightspeed_database_url jdbc:mariadb://x/y
                    0 config:unset queue_max_retries
                    0 config:unset queue_max_retries
                    2 config:unset queue_max_retrys
                    0 config:rotate-key --yes
                    0 config:rotate-key --prepare
                    4 config:rotate-key --forget-old --yes
                    2 config:rotate-key --prepare --forget-old
      no-database   6 config:rotate-key --yes
      no-database   6 config:set queue_max_retries 4
      no-database   6 queue:stats
      no-database   6 queue:list
      no-database   6 po:list
      no-database   6 po:show PO-1
      no-database   6 po:export
      no-database   6 sync:pending
      no-database   6 po:receipts
      no-database   6 po:cancel PO-1
      no-database   6 sync:status PO-1
      no-database   6 sync:diff PO-1
      no-database   6 sync:reconcile
      no-database   6 webhook:log
      no-database   6 webhook:replay 1
      no-database   6 webhook:listen
      no-database   6 queue:recover
      no-database   6 queue:prune
      no-database   6 queue:work --once
      no-database   6 db:migrate
      no-database   6 db:shell
      empty         1 queue:stats
      empty         0 db:status
      empty         1 queue:work --once
      embedded      0 db:start
      embedded      0 db:start
      embedded      0 db:status
      embedded      0 db:stop
      embedded      0 db:stop
                    2 sandbox
                    0 completion bash
                    0 completion zsh
                    0 completion fish
                    2 completion csh
                    0 help
                    0 help sync:po
                    2 help no:such
      """;

  private static final String SHOP = "the shop";

  /// They need a terminal, another program or minutes; acceptance tests or a test below run
  /// them.
  private static final Set<String> ELSEWHERE =
      Set.of(
          "db:restore",
          "register:skip",
          "db:shell",
          "demo",
          "sandbox",
          "webhook:listen",
          "notify:replay",
          "notify:test");

  private Path folder = Path.of("");

  private final JsonShapes shapes = JsonShapes.read();
  private final Set<String> shown = new TreeSet<>();
  private TestDatabase empty;
  private Emulator emulator;
  private TestCli cli;
  private TestCli.@Nullable Running server;
  private int port;

  @BeforeAll
  void open(@TempDir Path ownFolder) throws IOException {
    folder = ownFolder;
    empty = TestDatabase.empty();
    emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    cli =
        TestCli.of(folder, DATABASE, emulator)
            .with("SYNC_AUTO_ON_APPROVAL", "false")
            .with("QUEUE_MAX_RETRIES", "")
            .with("SYNC_SETTLE_SECONDS", "0.3");
    write("orders.csv", line("PO-1", sku()), line("PO-2", sku()));
    write("later.csv", line("PO-4", sku()));
    write("bad.csv", line("PO-3", sku()).replace(",3,", ",0,"));
    write("half.csv", line("PO-3", sku()).replace(",3,", ",0,"), line("PO-BAD", "NO-SUCH-SKU"));
  }

  @AfterAll
  void close() throws IOException, InterruptedException {
    if (server != null) {
      server.stop();
    }
    emulator.close();
    empty.close();
  }

  /// Every command, as the program itself lists them.
  private String[] names() {
    var names = new ArrayList<String>();
    cli.run("help", "--json")
        .json()
        .path("commands")
        .forEach(command -> names.add(command.path("name").asString()));
    return names.toArray(String[]::new);
  }

  private String sku() {
    return emulator.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .findFirst()
        .orElseThrow()
        .sku();
  }

  private String line(String publicId, String sku) {
    return "%s,%s,%s,%s,3,1.50\n"
        .formatted(
            publicId,
            emulator.suppliers().getFirst().id(),
            emulator.outlets().getFirst().id(),
            sku);
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "public_id,supplier,outlet,sku,quantity,unit_cost\n" + String.join("", lines));
  }

  /// The program in a world where one thing is out of order.
  private TestCli in(String world) {
    return switch (world) {
      case "" -> cli;
      case "wrong-token" -> cli.with("LIGHTSPEED_API_TOKEN", "not-the-token");
      case "no-token" -> cli.without("LIGHTSPEED_API_TOKEN");
      case "no-lightspeed" -> cli.with("LIGHTSPEED_API_URL", "http://127.0.0.1:9");
      case "no-database" -> cli.with("LIGHTSPEED_DATABASE_URL", "jdbc:mariadb://127.0.0.1:9/x");
      case "bad-setting" -> cli.with("QUEUE_MAX_RETRIES", "many");
      case "embedded" ->
          cli.without("LIGHTSPEED_DATABASE_URL")
              .without("LIGHTSPEED_DATABASE_USER")
              .without("LIGHTSPEED_DATABASE_PASSWORD");
      case "other-secret" -> cli.with("WEBHOOK_PATH_SECRET", "b".repeat(43));
      case "empty" -> cli.with("LIGHTSPEED_DATABASE_URL", empty.address().url());
      default -> throw new IllegalArgumentException(world);
    };
  }

  private String filled(String word) {
    return word.replace("[folder]", folder.toString())
        .replace("[sku]", sku())
        .replace("[consignment]", word.contains("[consignment]") ? consignment("PO-1") : "")
        .replace("[subscription]", word.contains("[subscription]") ? subscription() : "")
        .replace("[port]", word.contains("[port]") ? Integer.toString(port()) : "")
        .replace("[delivery]", word.contains("[delivery]") ? delivery() : "")
        .replace("[failed]", word.contains("[failed]") ? job("FAILED") : "")
        .replace("[completed]", word.contains("[completed]") ? job("COMPLETED") : "");
  }

  private String subscription() {
    var subscriptions = cli.run("webhook:list", "--json").json().path("subscriptions");
    return subscriptions.get(0).path("id").asString();
  }

  private String delivery() {
    var deliveries = cli.run("webhook:log", "--json").json().path("deliveries");
    return deliveries.get(0).path("id").toString();
  }

  /// Where our server listens; it is started when first asked for.
  private int port() {
    if (server == null) {
      try {
        server = cli.start("serve", "--port=0", "--json");
        var greeting = Json.untrusted().readTree(server.out().readLine());
        assertThat(shapes.problems("serve", greeting)).isEmpty();
        shown.add("serve");
        port = URI.create(greeting.path("url").asString()).getPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return port;
  }

  /// What staff do with a consignment in Lightspeed.
  private void shop(String act, String order) {
    switch (act) {
      case "edits" -> emulator.editCount(consignment(order), sku(), BigDecimal.valueOf(8));
      case "receives" -> emulator.receive(consignment(order));
      default -> throw new IllegalArgumentException(act);
    }
  }

  /// As the program knows it: the store has old orders with such numbers too.
  private String consignment(String order) {
    var status = cli.run("sync:status", order, "--json").json();
    return status.path("lightspeed_consignment_id").asString();
  }

  /// The first failed job that was seen stays the one, whatever becomes of it.
  private String job(String status) {
    var order = status.equals("FAILED") ? "PO-BAD" : "PO-1";
    for (var job : cli.run("queue:list", "--json").json().path("jobs")) {
      if (job.path("about").asString().equals(order)) {
        return job.path("id").asString();
      }
    }
    return "none-yet";
  }

  @Test
  void everyCommandEndsAsPromisedAndPrintsWhatIsDescribed() {
    var problems = new ArrayList<String>();
    for (var row : STORY.lines().filter(line -> !line.isBlank()).toList()) {
      var parts = row.strip().split(" +");
      if (row.strip().startsWith(SHOP)) {
        shop(parts[2], parts[3]);
        continue;
      }
      boolean isAllWell = Character.isDigit(parts[0].charAt(0));
      var world = isAllWell ? "" : parts[0];
      int expected = Integer.parseInt(parts[isAllWell ? 0 : 1]);
      var words =
          Stream.concat(
                  Stream.of(parts).skip(isAllWell ? 1 : 2).map(this::filled), Stream.of("--json"))
              .toArray(String[]::new);

      var result = in(world).run(words);

      var what = row.strip() + "\n" + result.out() + result.err();
      var wrong = new ArrayList<String>();
      if (result.exit() != expected) {
        wrong.add("ended with " + result.exit());
      }
      if ((result.out() + result.err()).matches("(?s).*(\tat |" + emulator.token() + ").*")) {
        wrong.add("shows a stack trace or a secret");
      }
      check(words[0], result, wrong);
      if (!wrong.isEmpty()) {
        problems.add(what + wrong);
      }
    }
    assertThat(problems).isEmpty();
    var silent =
        Stream.of(names())
            .filter(name -> !shown.contains(name) && !ELSEWHERE.contains(name))
            .toList();
    assertThat(silent).as("commands that the story leaves out").isEmpty();
  }

  private void check(String command, TestCli.Result result, List<String> wrong) {
    boolean isResult = !result.out().isEmpty();
    if (isResult) {
      shown.add(command);
      documents(result.out()).forEach(one -> wrong.addAll(shapes.problems(command, one)));
    }
    if (!isResult) {
      int start = result.err().indexOf("{\n");
      wrong.addAll(
          start < 0
              ? List.of("no document on either stream")
              : shapes.problemsOfError(Json.untrusted().readTree(result.err().substring(start))));
    }
  }

  /// One document over several lines, or one on each line.
  private static List<JsonNode> documents(String out) {
    var texts = out.startsWith("{\n") ? List.of(out) : out.lines().toList();
    return texts.stream().map(text -> Json.untrusted().readTree(text)).toList();
  }

  @Test
  void waitingForOrdersTellsHowEachEnded() throws Exception {
    cli.run("catalog:pull");
    cli.run("po:import", folder.resolve("orders.csv").toString(), "--approve");

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = executor.submit(() -> cli.run("sync:pending", "--wait", "--json"));
      while (!waiting.isDone()) {
        cli.run("queue:work", "--drain");
      }
      var result = waiting.get();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(shapes.problems("sync:pending", result.json())).isEmpty();
      assertThat(result.json().path("completed").asInt()).isEqualTo(2);
    }
  }

  @Test
  void listeningShowsADeliveryOnALineAndEndsWithTheLast() throws Exception {
    var proven = cli.with("WEBHOOK_PATH_SECRET", "a".repeat(43));
    var running = proven.start("serve", "--port=0", "--json");
    var url = Json.untrusted().readTree(running.out().readLine()).path("url").asString();
    var triggerPort = "--port=" + URI.create(url).getPort();

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var listening = executor.submit(() -> proven.run("webhook:listen", "--json", "--count=1"));
      while (!listening.isDone()) {
        proven.run("webhook:trigger", "consignment.receive", triggerPort);
      }
      var result = listening.get();

      assertThat(result.exit()).as(result.err()).isZero();
      assertThat(result.out().lines()).hasSize(1);
      assertThat(shapes.problems("webhook:listen", result.json())).isEmpty();
      assertThat(result.json().path("event_type").asString()).isEqualTo("consignment.receive");
    } finally {
      running.stop();
    }
  }

  @Test
  void everyCommandIsDescribed() {
    assertThat(shapes.commands()).containsExactlyInAnyOrder(names());
  }

  @Test
  void whatNoCommandUnderstandsEndsWithTwoEverywhere() {
    for (var name : names()) {
      if (name.equals("sandbox")) {
        continue;
      }
      var option = cli.run(name, "--no-such-option", "--json");
      assertThat(option.exit()).as(name).isEqualTo(2);
      assertThat(shapes.problemsOfError(option.errorJson())).as(name).isEmpty();
      assertThat(option.out()).as(name).isEmpty();
      assertThat(cli.run(name, "--help").exit()).as(name).isZero();
      assertThat(cli.run("help", name).exit()).as(name).isZero();
    }
  }
}
