package lightspeed.settings;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lightspeed.audit.ChainKey;
import org.jspecify.annotations.Nullable;

/// The keys of an installation: one seals, all of them open.
///
/// As text, a line each: the key that seals, in base64; then, for each key from before a rotation,
/// `old`, the key and since when it is old; `next` with a key that is known already and will seal
/// after the next rotation; and `audit` with the id of a key that was forgotten and what is left of
/// it: the key derived from it that proves entries of the audit log and opens nothing.
///
/// @param older newest first
/// @param next null when no rotation is prepared
/// @param forgotten what is left of forgotten keys
record KeyRing(
    InstallationKey current,
    List<Older> older,
    @Nullable InstallationKey next,
    List<ChainKey> forgotten) {
  private static final String AUDIT = "audit";
  private static final String OLD = "old";
  private static final String NEXT = "next";
  private static final int MAX_WORDS = 3;

  /// @param since null when it is not known
  record Older(InstallationKey key, @Nullable Instant since) {}

  KeyRing {
    older = List.copyOf(older);
    forgotten = List.copyOf(forgotten);
    var ids = new LinkedHashSet<String>();
    var all = Stream.concat(Stream.of(current), older.stream().map(Older::key));
    for (var key : (next == null ? all : Stream.concat(all, Stream.of(next))).toList()) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException("holds the key " + key.id() + " twice");
      }
    }
  }

  /// The only key of an installation.
  static KeyRing of(InstallationKey key) {
    return new KeyRing(key, List.of(), null, List.of());
  }

  /// The keys with another one that seals.
  ///
  /// @param now since when the one that sealed is old
  KeyRing rotated(InstallationKey to, Instant now) {
    var before = Stream.concat(Stream.of(new Older(current, now)), older.stream()).toList();
    return new KeyRing(to, before, null, forgotten);
  }

  KeyRing withNext(InstallationKey key) {
    return new KeyRing(current, older, key, forgotten);
  }

  /// The keys without those that only open.
  KeyRing withoutOlder() {
    var left = older.stream().map(one -> one.key().auditKey());
    return new KeyRing(current, List.of(), next, Stream.concat(forgotten.stream(), left).toList());
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException when it is something else; says what without showing a key
  static KeyRing parse(String text) {
    var lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("holds no key");
    }
    var older = new ArrayList<Older>();
    var forgotten = new ArrayList<ChainKey>();
    InstallationKey next = null;
    for (var line : lines.subList(1, lines.size())) {
      var words = line.split(" ", -1);
      if (words[0].equals(NEXT) && words.length == 2 && next == null) {
        next = InstallationKey.of(words[1]);
      } else if (words[0].equals(OLD) && words.length >= 2 && words.length <= MAX_WORDS) {
        older.add(
            new Older(
                InstallationKey.of(words[1]), words.length == MAX_WORDS ? at(words[2]) : null));
      } else if (words[0].equals(AUDIT) && words.length == MAX_WORDS) {
        forgotten.add(InstallationKey.auditKey(words[1], words[2]));
      } else {
        throw new IllegalArgumentException("has a line that is no key");
      }
    }
    return new KeyRing(InstallationKey.of(lines.getFirst()), older, next, forgotten);
  }

  /// Reads keys with commas between them: the first one seals.
  ///
  /// @throws IllegalArgumentException as [#parse]
  static KeyRing parseList(String text) {
    var keys = Stream.of(text.split(",", -1)).map(InstallationKey::of).toList();
    return new KeyRing(
        keys.getFirst(),
        keys.stream().skip(1).map(key -> new Older(key, null)).toList(),
        null,
        List.of());
  }

  private static Instant at(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("has a line with a broken time");
    }
  }

  String text() {
    var lines = new ArrayList<String>();
    lines.add(current.base64());
    for (var one : older) {
      lines.add(OLD + " " + one.key().base64() + (one.since() == null ? "" : " " + one.since()));
    }
    if (next != null) {
      lines.add(NEXT + " " + next.base64());
    }
    for (var one : forgotten) {
      lines.add(AUDIT + " " + one.id() + " " + InstallationKey.base64(one.key()));
    }
    return String.join("\n", lines) + "\n";
  }

  Stream<InstallationKey> all() {
    var known = Stream.concat(Stream.of(current), older.stream().map(Older::key));
    return next == null ? known : Stream.concat(known, Stream.of(next));
  }

  Optional<ChainKey> auditKey(String id) {
    return find(id)
        .map(InstallationKey::auditKey)
        .or(() -> forgotten.stream().filter(one -> one.id().equals(id)).findFirst());
  }

  Optional<InstallationKey> find(String id) {
    return all().filter(key -> key.id().equals(id)).findFirst();
  }
}
