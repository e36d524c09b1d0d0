package lightspeed.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.EffectiveSetting;
import lightspeed.config.Secret;
import lightspeed.config.Setting;
import lightspeed.config.SettingProblem;
import lightspeed.config.SettingSource;
import lightspeed.config.Settings;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration in force, with what `config:set` stored. Short commands call [#refresh()]
/// once; workers and servers call [#start(Duration)], and from then on [#current()] follows the
/// database within seconds without ever waiting for it.
///
/// **Threads:** safe.
public final class LiveSettings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);
  private static final String ENTITY_TYPE = "SETTING";

  /// Where secret settings are.
  public static final SealedColumn SEALED =
      new SealedColumn("settings", "name", "value", name -> name);

  private final Database database;
  private final Configuration withoutDatabase;
  private final SecretBox secrets;
  private final AuditLog audit;

  private volatile Configuration current;
  private @Nullable ScheduledExecutorService clockwork;
  private volatile @Nullable String lastTrouble;

  /// @param withoutDatabase what holds before the database is read
  public LiveSettings(
      Database database, Configuration withoutDatabase, SecretBox secrets, AuditLog audit) {
    this.database = database;
    this.withoutDatabase = withoutDatabase;
    this.current = withoutDatabase;
    this.secrets = secrets;
    this.audit = audit;
  }

  /// What holds now. Take it anew for each piece of work; never waits.
  public Configuration current() {
    return current;
  }

  /// Reads the database and returns what holds.
  ///
  /// @throws ConfigurationInvalid when the database holds values that are not allowed; what held
  ///     before stays
  public Configuration refresh() {
    var stored = database.read(SettingsStore::all);
    current = withoutDatabase.withDatabase(stored, (key, text) -> secrets.open(SEALED, key, text));
    return current;
  }

  /// Reads the database now and then again each `interval` until [#close()].
  ///
  /// @param interval between two readings; a second is cheap
  /// @throws ConfigurationInvalid as [#refresh()], for the first reading only: later trouble is
  ///     logged once and what held before stays
  public synchronized void start(Duration interval) {
    refresh();
    if (clockwork != null) {
      return;
    }
    clockwork =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("settings").factory());
    var _ =
        clockwork.scheduleWithFixedDelay(
            this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void close() {
    if (clockwork != null) {
      clockwork.shutdownNow();
      clockwork = null;
    }
  }

  /// Stores a value, encrypted when it is a secret, and writes to the audit log who did it.
  ///
  /// @param key lower or upper case
  /// @param actor who, for the audit log
  /// @param sourceAddress network address of the actor, null when local
  /// @throws ConfigurationInvalid when there is no such setting, it cannot be kept in the database
  ///     or the value is not allowed; nothing is changed then
  public SettingChange set(String key, String value, String actor, @Nullable String sourceAddress) {
    var setting = storable(key);
    var text = value.strip();
    if (text.isEmpty()) {
      throw new ConfigurationInvalid(
          new SettingProblem(
              setting.key(),
              null,
              SettingSource.DATABASE.label(),
              "is empty; to go back to the default run lightspeed-cli config:unset "
                  + setting.key()));
    }
    setting.read(text, SettingSource.DATABASE.label());
    var stored = setting.isSecret() ? secrets.seal(SEALED, setting.key(), text) : text;
    boolean changed =
        database.inTransaction(
            handle -> {
              var before = SettingsStore.lock(handle, setting.key());
              if (before.equals(Optional.of(stored))) {
                return false;
              }
              SettingsStore.put(handle, setting.key(), stored, actor);
              var details =
                  new AuditDetails()
                      .with("from", before.map(setting::shown).orElse(null))
                      .with("to", setting.shown(text));
              audit.append(
                  handle,
                  actor,
                  "setting.set",
                  ENTITY_TYPE,
                  setting.key(),
                  details.json(),
                  sourceAddress);
              return true;
            });
    tick();
    return new SettingChange(changed, hiding(setting));
  }

  /// Stores a value in the caller's transaction, encrypted when it is a secret; the caller writes
  /// the audit entry, and calls [#refresh()] after the commit.
  ///
  /// @throws ConfigurationInvalid when the value is not allowed
  public <T> void put(Handle handle, Setting<T> setting, String value, String actor) {
    setting.read(value, SettingSource.DATABASE.label());
    var stored = setting.isSecret() ? secrets.seal(SEALED, setting.key(), value) : value;
    SettingsStore.put(handle, setting.key(), stored, actor);
  }

  /// Removes a stored value in the caller's transaction, as [#put].
  public void remove(Handle handle, Setting<?> setting) {
    SettingsStore.remove(handle, setting.key());
  }

  /// Whether a stronger source leaves the database's value without effect in this process.
  public boolean isHidden(Setting<?> setting) {
    return hiding(setting) != null;
  }

  /// Removes a stored value, so that weaker sources hold again. Also removes rows of settings that
  /// no longer exist, because such a row keeps every command from starting.
  ///
  /// **Twice:** safe, the second time changes nothing.
  ///
  /// @throws ConfigurationInvalid when there is neither such a setting nor such a row
  public SettingChange unset(String key, String actor, @Nullable String sourceAddress) {
    var known = Settings.find(key);
    var name = known.<String>map(Setting::key).orElse(key);
    boolean removed =
        database.inTransaction(
            handle -> {
              var before = SettingsStore.lock(handle, name);
              if (before.isEmpty()) {
                return false;
              }
              SettingsStore.remove(handle, name);
              var shown = known.map(s -> s.shown(before.get())).orElse(Secret.MASK);
              audit.append(
                  handle,
                  actor,
                  "setting.unset",
                  ENTITY_TYPE,
                  name,
                  new AuditDetails().with("from", shown).json(),
                  sourceAddress);
              return true;
            });
    if (known.isEmpty() && !removed) {
      Settings.require(key);
    }
    tick();
    return new SettingChange(removed, known.map(this::hiding).orElse(null));
  }

  /// Follows the database; trouble is logged when it begins and when it ends.
  private void tick() {
    try {
      refresh();
      if (lastTrouble != null) {
        LOG.info("settings are read from the database again");
        lastTrouble = null;
      }
    } catch (RuntimeException e) {
      var trouble = String.valueOf(e.getMessage());
      if (!trouble.equals(lastTrouble)) {
        LOG.warn("settings cannot be read, those known before stay in force: {}", trouble);
        lastTrouble = trouble;
      }
    }
  }

  private @Nullable EffectiveSetting hiding(Setting<?> setting) {
    var outside = withoutDatabase.effective(setting);
    return outside.source().isStrongerThan(SettingSource.DATABASE) ? outside : null;
  }

  private static Setting<?> storable(String key) {
    var setting = Settings.require(key);
    return switch (setting.place()) {
      case ANYWHERE -> setting;
      case OUTSIDE_THE_DATABASE ->
          throw new ConfigurationInvalid(
              new SettingProblem(
                  setting.key(),
                  null,
                  SettingSource.DATABASE.label(),
                  "cannot be kept in the database, because it is needed to open it; set "
                      + setting.environmentName()
                      + " in the environment or .env"));
    };
  }
}
