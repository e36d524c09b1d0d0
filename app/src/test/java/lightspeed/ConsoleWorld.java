package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import lightspeed.audit.AuditLog;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.config.EnvFile;
import lightspeed.config.SettingSources;
import lightspeed.db.TestDatabase;
import lightspeed.settings.KeySource;
import lightspeed.signin.Actor;
import lightspeed.signin.Role;
import lightspeed.signin.Users;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;

/// A whole product with its console on a port, an emulated Lightspeed behind it, and people of each
/// role.
final class ConsoleWorld implements AutoCloseable {
  static final String PASSWORD = "a long enough password";

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private static final Pattern URL = Pattern.compile("http://[0-9.]+:[0-9]+");

  private final AtomicLong printed = new AtomicLong();
  final Emulator emulator;
  final TestCli cli;
  private final TestDatabase database;
  private final Path folder;
  private final TestCli.Running server;
  private final String url;

  ConsoleWorld(TestDatabase database, Path folder, String... serve)
      throws IOException, InterruptedException {
    this.database = database;
    this.folder = folder;
    this.emulator = Emulator.start(EmulatorOptions.defaults());
    this.cli = TestCli.of(folder, database, emulator).with("QUEUE_RETRY_DELAYS", "600");
    assertThat(cli.run("catalog:pull").exit()).isZero();
    var users =
        new Users(
            database.database(),
            new AuditLog(InstantSource.system(), keys(folder)),
            InstantSource.system());
    for (var role : Role.values()) {
      users.create(role.word(), role, PASSWORD, new Actor("test", null));
    }
    List<String> words = new ArrayList<>(List.of("serve", "--port=0"));
    words.addAll(List.of(serve));
    this.server = cli.start(words.toArray(String[]::new));
    this.url = address();
  }

  /// Those of the server that is started later.
  private static KeySource keys(Path folder) {
    var none = new SettingSources(Map.of(), Map.of(), EnvFile.NONE);
    return KeySource.of(Configuration.of(none), new DataDirectory(folder.resolve("data")));
  }

  /// What it prints later is read too, so that it never waits for a reader.
  private String address() throws IOException {
    for (var line = server.out().readLine(); line != null; line = server.out().readLine()) {
      var found = URL.matcher(line);
      if (found.find()) {
        Thread.ofVirtual().start(this::readOn);
        return found.group();
      }
    }
    throw new IllegalStateException("the server did not start");
  }

  private void readOn() {
    try {
      while (server.out().readLine() != null) {
        printed.incrementAndGet();
      }
    } catch (IOException e) {
      // It has ended.
      printed.incrementAndGet();
    }
  }

  /// Somebody of this role, signed in.
  Visitor signedIn(Role role) throws IOException, InterruptedException {
    var visitor = new Visitor(url);
    visitor.signIn(role.word(), PASSWORD);
    return visitor;
  }

  Visitor visitor() {
    return new Visitor(url);
  }

  /// Imports one order.
  void haveOrder(String publicId, String... skus) throws IOException {
    var text = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    for (var sku : skus) {
      text.append(
          "%s,%s,%s,%s,3,2.50\n"
              .formatted(
                  publicId,
                  emulator.suppliers().getFirst().name(),
                  emulator.outlets().getFirst().name(),
                  sku));
    }
    var file = folder.resolve(publicId + ".csv");
    Files.writeString(file, text);
    var result = cli.run("po:import", file.toString());
    assertThat(result.exit()).as(result.err()).isZero();
  }

  /// Products that can be ordered.
  List<String> skus() {
    return emulator.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .map(Product::sku)
        .toList();
  }

  /// Waits until the statement counts so many; others do that.
  void await(String sql, long expected) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (count(sql) != expected) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for " + expected + " of: " + sql);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private long count(String sql) {
    return database.database().read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    emulator.close();
  }
}
