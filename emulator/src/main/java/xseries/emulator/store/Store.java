package xseries.emulator.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
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
  /// The highest birth number; with it, versions are below 2^53 and so whole in every JSON reader.
  public static final long MAX_BIRTH = (1L << 21) - 1;

  /// Some 30 MB; about a thousand orders of fifty lines.
  private static final int HISTORY = 100_000;

  private static final long BIRTH_SALT = 0x5851F42D4C957F2DL;

  /// Things that are made after the store went back get other ids than those that were taken back.
  private static final long ANOTHER_SALT = 0x632BE59BD9B4E019L;

  private static final String FORMAT = "x-series emulator 1";

  private final ReentrantLock lock = new ReentrantLock();
  private final Changes changes;
  private final History history = new History(HISTORY);
  private final Map<String, Table<?>> tables = new LinkedHashMap<>();
  private final VersionCounter versions;
  private final long seed;
  private volatile long birth;
  private Runnable seeding = () -> {};
  private Runnable dueWork = () -> {};
  private @Nullable DataFile file;
  private long serial;
  private long rewinds;

  public Store(long seed, Settings settings) {
    this.seed = seed;
    this.versions = new VersionCounter(seed, settings);
    this.changes = new Changes(versions::last);
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
  /// @param wanted the birth number; null takes the file's, or else a random one
  /// @throws OtherStore when the file holds a store of another seed or birth
  /// @throws IOException when the file cannot be used, with a sentence that says why
  public void open(@Nullable Path path, @Nullable Long wanted) throws IOException {
    List<JsonNode> lines = path == null ? List.of() : DataFile.read(path);
    if (path != null && !lines.isEmpty()) {
      seed(keptBirth(path, lines.getFirst(), wanted));
      file = DataFile.rewrite(path, load(lines));
      history.begin(versions.last());
      return;
    }
    seed(wanted == null ? new SecureRandom().nextLong(1, MAX_BIRTH + 1) : wanted);
    if (path != null) {
      file = DataFile.rewrite(path, List.of(header()));
    }
  }

  private void seed(long newBirth) {
    birth = newBirth;
    versions.restart(birth);
    seeding.run();
    versions.seeded();
    changes.clear();
    history.begin(versions.last());
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
    return Ids.of(version, salt() + rewinds * ANOTHER_SALT);
  }

  /// A number for what no client pages through; unlike versions it never goes back.
  public long nextSerial() {
    serial++;
    return serial;
  }

  /// The id of the thing that has this serial number.
  public String idOfSerial(long number) {
    return Ids.of(number, ~salt());
  }

  /// An id for something that has a key of another form; the same key gives the same id.
  public String idOf(String key) {
    return Ids.of(key, salt());
  }

  private long salt() {
    return seed + birth * BIRTH_SALT;
  }

  /// Which of the stores with this seed this is. Two births share no id and no version.
  public long birth() {
    return birth;
  }

  /// How far the versions of this birth are above those of birth 0.
  public long versionOffset() {
    return versions.offset();
  }

  /// Takes the tables that go back to the state they had at a version, and the counter with them.
  /// What is made from then on gets the versions again, but not the ids.
  ///
  /// @throws IllegalArgumentException when the version was never reached or is too long ago
  public void rewind(long version) {
    lock.lock();
    try {
      dueWork.run();
      keep();
      if (version < history.floor() || version > versions.last()) {
        throw new IllegalArgumentException(
            "version must be "
                + history.floor()
                + ", the oldest that is kept, to "
                + versions.last()
                + ", the present one.");
      }
      changes.addAll(history.goBackTo(version));
      versions.goOnFrom(version);
      rewinds++;
      try {
        write(file);
      } finally {
        changes.clear();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The last version that was given out.
  public long lastVersion() {
    lock.lock();
    try {
      return versions.last();
    } finally {
      lock.unlock();
    }
  }

  /// From now on lists of these tables show a row only that long after it was written.
  ///
  /// @param delay asked at each write; zero means at once
  public void showLate(Supplier<Duration> delay, InstantSource clock, Table<?>... late) {
    for (Table<?> one : late) {
      one.showLate(new LateRows.Rule(delay, clock));
    }
  }

  /// How many rows lists do not show as they are. Used inside [#read].
  public int hiddenRows() {
    return tables.values().stream().mapToInt(Table::hidden).sum();
  }

  /// Forgets everything that happened since the first start.
  ///
  /// @param newBirth null keeps the present one
  public void reset(@Nullable Long newBirth) {
    lock.lock();
    try {
      tables.values().forEach(Table::clear);
      serial = 0;
      rewinds = 0;
      seed(newBirth == null ? birth : newBirth);
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
      write(file);
      changes.keepIn(history);
    } finally {
      changes.clear();
    }
    return true;
  }

  private void write(@Nullable DataFile to) {
    if (to != null) {
      to.append(line().set("changes", changes.toJson()));
    }
  }

  private ObjectNode line() {
    return Json.object()
        .put("version", versions.last())
        .put("serial", serial)
        .put("rewinds", rewinds);
  }

  private ObjectNode header() {
    return Json.object().put("format", FORMAT).put("seed", seed).put("birth", birth);
  }

  /// The seed of the store that a file holds; empty when there is no such file yet.
  ///
  /// @throws IOException when it is not a data file of the emulator
  public static OptionalLong keptSeed(Path path) throws IOException {
    if (!Files.exists(path)) {
      return OptionalLong.empty();
    }
    List<JsonNode> lines = DataFile.read(path);
    return lines.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(checked(path, lines.getFirst()).path("seed").asLong(0));
  }

  private static JsonNode checked(Path path, JsonNode header) throws IOException {
    if (!header.path("format").asString("").equals(FORMAT)) {
      throw new IOException(path + " is not a data file of the emulator.");
    }
    return header;
  }

  /// The birth in the file's header; files of earlier versions have none and are birth 0.
  private long keptBirth(Path path, JsonNode header, @Nullable Long wanted) throws IOException {
    long made = checked(path, header).path("seed").asLong(seed);
    if (made != seed) {
      throw new OtherStore(path, "seed", made, seed);
    }
    long kept = header.path("birth").asLong(0);
    if (wanted != null && wanted != kept) {
      throw new OtherStore(path, "birth", kept, wanted);
    }
    return kept;
  }

  /// Applies the lines of the file and returns the fewest lines that say the same.
  private List<ObjectNode> load(List<JsonNode> lines) throws IOException {
    List<ObjectNode> fewest = new ArrayList<>(List.of(header()));
    Map<String, JsonNode> latest = new LinkedHashMap<>();
    for (JsonNode line : lines.subList(1, lines.size())) {
      versions.goOnFrom(line.path("version").asLong(0));
      serial = line.path("serial").asLong(0);
      rewinds = line.path("rewinds").asLong(0);
      for (JsonNode change : line.path("changes")) {
        latest.put(apply(change), change);
      }
    }
    for (JsonNode change : latest.values()) {
      ArrayNode one = Json.array().add(change);
      fewest.add(line().set("changes", one));
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
