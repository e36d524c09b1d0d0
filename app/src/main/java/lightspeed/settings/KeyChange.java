package lightspeed.settings;

import java.time.Duration;
import java.time.InstantSource;
import lightspeed.config.ConfigurationInvalid;
import org.jspecify.annotations.Nullable;

/// Changes which keys there are. The caller sees to it that one does so at a time.
///
/// **Threads:** one at a time.
public final class KeyChange {
  /// Whoever had read the older key before it was replaced has stored by then what was sealed with
  /// it.
  public static final Duration SETTLED = Duration.ofMinutes(1);

  private final KeySource keys;
  private final InstantSource clock;

  public KeyChange(KeySource keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// Whether the keys are in a file, which can be changed here; not so with `LIGHTSPEED_KEY`.
  public boolean isPossible() {
    return keys.isFile();
  }

  /// Another key seals from now on: the prepared one, else a new one. The one before still opens.
  /// The first key of all has none before it.
  ///
  /// @throws ConfigurationInvalid when the file cannot be changed; nothing was
  public void rotate() {
    if (keys.find().isEmpty()) {
      var _ = keys.findOrCreate();
      return;
    }
    var now = keys.findOrCreate();
    var next = now.next();
    keys.replace(now.rotated(next == null ? InstallationKey.random() : next, clock.instant()));
  }

  /// Makes the key that will seal after the next rotation, unless there is one.
  ///
  /// @throws ConfigurationInvalid when the file cannot be changed; nothing was
  public void prepare() {
    var now = keys.findOrCreate();
    if (now.next() == null) {
      keys.replace(now.withNext(InstallationKey.random()));
    }
  }

  /// Why older keys cannot be forgotten yet; null when they can.
  public @Nullable String notYet() {
    var settled = clock.instant().minus(SETTLED);
    boolean isFresh =
        keys.findOrCreate().older().stream()
            .anyMatch(one -> one.since() != null && one.since().isAfter(settled));
    return isFresh
        ? "The key was rotated less than a minute ago, and a process may still be storing what the"
            + " older one sealed. Wait a minute."
        : null;
  }

  /// Forgets the keys that only open; entries of the audit log can still be proven.
  ///
  /// @throws ConfigurationInvalid when the file cannot be changed; nothing was
  public void forgetOlder() {
    keys.replace(keys.findOrCreate().withoutOlder());
  }
}
