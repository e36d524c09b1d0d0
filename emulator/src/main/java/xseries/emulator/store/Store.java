package xseries.emulator.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;

/// The emulator's memory. Each request reads or changes it in one step under one lock, so no client
/// ever sees half of another's request.
///
/// Threads: [#read] and [#write] may be called from any thread; tables only inside them.
/// With a data file, what [#write] changed is in the file when it returns (see [DataFile]).
public final class Store implements AutoCloseable {
  private static final String FORMAT = "x-series emulator 1";

  private final ReentrantLock lock = new ReentrantLock();
  private final Changes changes = new Changes();
  private final Map<String, Table<?>> tables = new LinkedHashMap<>();
  private final VersionCounter versions;
  private final long seed;
  private Runnable seeding = () -> {};
  private Runnable dueWork = () -> {};
  private @Nullable DataFile file;

  public Store(long seed, Settings settings) {
    this.seed = seed;
    this.versions = new VersionCounter(seed, settings);
  }

  /// The result of a request, and whether the request changed anything.
  public record Written<T>(T result, boolean isChanged) {}

  public <R extends Row> Table<R> table(String name, Class<R> type) {
    return table(name, type, _ -> "");
  }

  public <R extends Row> Table<R> table(String name, Class<R> type, Function<R, String> group) {
    Table<R> table = new Table<>(name, type, group, changes);
    tables.put(name, table);
    return table;
  }

  /// What fills the empty tables; never written to the data file, so it must give the same rows
  /// again.
  public void seedWith(Runnable rows) {
    seeding = rows;
  }

  /// Work that falls due with time; run before each access, so nobody sees a state that is overdue.
  public void beforeAccess(Runnable work) {
    dueWork = work;
  }

  /// Seeds the tables and, with a path, applies and continues the data file.
  ///
  /// @throws IOException when the file cannot be used, with a sentence that says why
  public void open(@Nullable Path path) throws IOException {
    seeding.run();
    versions.seeded();
    changes.clear();
    if (path != null) {
      file = DataFile.rewrite(path, load(path));
    }
  }

  public <T> T read(Supplier<T> work) {
    return write(work).result();
  }

  /// Reads and changes in one step; when the work throws, nothing is changed.
  public <T> Written<T> write(Supplier<T> work) {
    lock.lock();
    try {
      dueWork.run();
      keep();
      T result = work.get();
      return new Written<>(result, keep());
    } catch (RuntimeException e) {
      changes.undo();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /// The next value of the shared counter.
  public long nextVersion() {
    return versions.next();
  }

  /// The id of the thing that came into being with this version.
  public String newId(long version) {
    return Ids.of(version, seed);
  }

  /// An id for something that has a key of another form; the same key gives the same id.
  public String idOf(String key) {
    return Ids.of(key, seed);
  }

  /// Forgets everything that happened since the first start.
  public void reset() {
    lock.lock();
    try {
      tables.values().forEach(Table::clear);
      versions.restart();
      seeding.run();
      versions.seeded();
      changes.clear();
      if (file != null) {
        file.restart(header());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (file != null) {
        file.close();
        file = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean keep() {
    if (changes.isEmpty()) {
      return false;
    }
    try {
      if (file != null) {
        file.append(Json.object().put("version", versions.last()).set("changes", changes.toJson()));
      }
    } finally {
      changes.clear();
    }
    return true;
  }

  private ObjectNode header() {
    return Json.object().put("format", FORMAT).put("seed", seed);
  }

  /// Applies the lines of the file and returns the fewest lines that say the same.
  private List<ObjectNode> load(Path path) throws IOException {
    List<JsonNode> lines = DataFile.read(path);
    List<ObjectNode> fewest = new ArrayList<>(List.of(header()));
    if (lines.isEmpty()) {
      return fewest;
    }
    if (!lines.getFirst().path("format").asString("").equals(FORMAT)) {
      throw new IOException(path + " is not a data file of the emulator.");
    }
    long made = lines.getFirst().path("seed").asLong(seed);
    if (made != seed) {
      throw new IOException(path + " was made with seed " + made + ", not " + seed + ".");
    }
    Map<String, JsonNode> latest = new LinkedHashMap<>();
    for (JsonNode line : lines.subList(1, lines.size())) {
      versions.atLeast(line.path("version").asLong(0));
      for (JsonNode change : line.path("changes")) {
        latest.put(apply(change), change);
      }
    }
    for (JsonNode change : latest.values()) {
      ArrayNode one = Json.array().add(change);
      fewest.add(Json.object().put("version", versions.last()).set("changes", one));
    }
    return fewest;
  }

  private String apply(JsonNode change) throws IOException {
    String name = change.path("table").asString("");
    Table<?> table = tables.get(name);
    if (table == null) {
      throw new IOException("The data file has rows of an unknown kind: " + name + ".");
    }
    if (change.has("remove")) {
      String id = change.path("remove").asString("");
      table.unload(id);
      return name + " " + id;
    }
    Row row = Json.to(Objects.requireNonNull(change.get("put")), table.type());
    table.load(row);
    return name + " " + row.id();
  }
}
