package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lightspeed.acceptance.Program.Result;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;

/// One retailer: a schema, an emulated Lightspeed and the program configured for both by its
/// environment.
final class Shop implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final ShopDatabase database;
  final Emulator emulator;
  final Program program;
  final Path folder;
  private final List<Product> orderable;
  private final Map<String, String> environment;

  private Shop(
      Path folder, Emulator emulator, Map<String, String> settings, ShopDatabase database) {
    this.folder = folder;
    this.database = database;
    this.emulator = emulator;
    environment = new HashMap<>();
    environment.put("LIGHTSPEED_DATA_DIR", folder.resolve("data").toString());
    environment.put("LIGHTSPEED_DATABASE_URL", database.address().url());
    environment.put("LIGHTSPEED_DATABASE_USER", database.address().user());
    environment.put("LIGHTSPEED_DATABASE_PASSWORD", database.address().password());
    environment.put("LIGHTSPEED_API_URL", emulator.url());
    environment.put("LIGHTSPEED_API_TOKEN", emulator.token());
    environment.put("LIGHTSPEED_API_VERSION", Api.version());
    environment.putAll(settings);
    this.program = new Program(folder, environment);
    this.orderable =
        emulator.products().stream()
            .filter(product -> product.isActive() && product.deletedAt() == null)
            .filter(product -> !product.isComposite() && !product.hasVariants())
            .toList();
  }

  static Shop open(Path folder, EmulatorOptions options, Map<String, String> settings) {
    return open(folder, options, settings, ShopDatabase.shared());
  }

  private static Shop open(
      Path folder, EmulatorOptions options, Map<String, String> settings, ShopDatabase database) {
    try {
      return new Shop(folder, Emulator.start(options), settings, database);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The program with other settings than the rest of the shop.
  Program programWith(Map<String, String> settings) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.putAll(settings);
    return new Program(folder, changed);
  }

  /// The program in a folder of its own, with other settings than the rest of the shop.
  Program programIn(Path ownFolder, Map<String, String> settings) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.putAll(settings);
    return new Program(ownFolder, changed);
  }

  /// A shop whose schema is there and whose catalogue was pulled.
  static Shop ready(Path folder, EmulatorOptions options, Map<String, String> settings)
      throws InterruptedException {
    return ready(folder, options, settings, ShopDatabase.shared());
  }

  /// The same with its tables elsewhere; the database is the shop's from now on.
  static Shop ready(
      Path folder, EmulatorOptions options, Map<String, String> settings, ShopDatabase database)
      throws InterruptedException {
    Shop shop = open(folder, options, settings, database);
    shop.succeeds("db:migrate", "--no-input");
    shop.succeeds("catalog:pull");
    return shop;
  }

  /// Runs a command that must end with 0 and gives what it printed.
  String succeeds(String... arguments) throws InterruptedException {
    return ends(0, arguments).output();
  }

  Result ends(int exitCode, String... arguments) throws InterruptedException {
    Result result = program.run(arguments);
    assertThat(result.exitCode())
        .as("exit code of %s%n%s%n%s", List.of(arguments), result.output(), result.messages())
        .isEqualTo(exitCode);
    return result;
  }

  JsonNode json(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    return JSON.readTree(succeeds(all.toArray(String[]::new)));
  }

  /// A file with orders `publicId`, each with so many lines of products that can be ordered.
  Path csv(int lines, String... publicIds) {
    StringBuilder text = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    String supplier = emulator.suppliers().getFirst().name();
    String outlet = emulator.outlets().getFirst().name();
    for (String publicId : publicIds) {
      for (int n = 0; n < lines; n++) {
        text.append(publicId)
            .append(",\"")
            .append(supplier)
            .append("\",\"")
            .append(outlet)
            .append("\",")
            .append(orderable.get(n).sku())
            .append(',')
            .append(n % 30 + 1)
            .append(',')
            .append(n)
            .append(".50\n");
      }
    }
    return write("orders-" + publicIds[0] + ".csv", text.toString());
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String orderableSku(int n) {
    return orderable.get(n).sku();
  }

  /// One live consignment with exactly the order's lines and costs, SENT; the order SENT and
  /// SYNCED; no journal row in progress.
  void assertExactlyOnce(String publicId) {
    List<Emulator.Snapshot> live =
        emulator.consignments(publicId).stream()
            .filter(one -> !one.consignment().isDeleted())
            .toList();
    Map<String, String> skus =
        emulator.products().stream().collect(Collectors.toMap(Product::id, Product::sku));

    assertThat(live).as("live consignments of " + publicId).hasSize(1);
    Map<String, String> remote = new HashMap<>();
    live.getFirst()
        .lines()
        .forEach(
            line ->
                remote.put(
                    String.valueOf(skus.get(line.productId())), amount(line.count(), line.cost())));
    assertThat(remote).as("lines of " + publicId).isEqualTo(orderedLines(publicId));
    assertThat(live.getFirst().consignment().status().name()).isEqualTo("SENT");
    assertThat(
            rows(
                "SELECT state, sync_status, lightspeed_consignment_id FROM vend_consignments"
                    + " WHERE public_id = '"
                    + publicId
                    + "'"))
        .containsExactly(List.of("SENT", "SYNCED", live.getFirst().consignment().id()));
    assertThat(
            rows(
                "SELECT l.id FROM lightspeed_sync_log l JOIN vend_consignments v"
                    + " ON v.id = l.entity_id WHERE l.status = 'IN_PROGRESS'"
                    + " AND v.public_id = '"
                    + publicId
                    + "'"))
        .as("journal rows in progress")
        .isEmpty();
  }

  private Map<String, String> orderedLines(String publicId) {
    Map<String, String> lines = new HashMap<>();
    for (List<String> row :
        rows(
            "SELECT i.sku, i.quantity, i.unit_cost FROM vend_consignment_line_items i"
                + " JOIN vend_consignments v ON v.id = i.consignment_id"
                + " WHERE v.public_id = '"
                + publicId
                + "'")) {
      lines.put(row.get(0), amount(new BigDecimal(row.get(1)), new BigDecimal(row.get(2))));
    }
    return lines;
  }

  private static String amount(@Nullable BigDecimal count, @Nullable BigDecimal cost) {
    return plain(count) + " at " + plain(cost);
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "nothing" : number.stripTrailingZeros().toPlainString();
  }

  /// Rows of a query as text.
  List<List<String>> rows(String sql) {
    return database
        .database()
        .read(
            handle ->
                handle
                    .createQuery(sql)
                    .map(
                        (row, context) -> {
                          List<String> cells = new ArrayList<>();
                          for (int n = 1; n <= row.getMetaData().getColumnCount(); n++) {
                            cells.add(String.valueOf(row.getString(n)));
                          }
                          return List.copyOf(cells);
                        })
                    .list());
  }

  void execute(String sql) {
    database.database().useTransaction(handle -> handle.execute(sql));
  }

  @Override
  public void close() {
    try {
      emulator.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    database.close();
  }
}
