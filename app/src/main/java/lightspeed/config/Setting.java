package lightspeed.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing an operator can set: its name, what is allowed and what it means. All are constants of
/// [Settings].
///
/// @param key lower-case name, as `config:set` and the settings table know it
/// @param kind how its text is read and what is allowed
/// @param defaultText what holds when nobody sets it; null when there is nothing to assume
/// @param meaning one sentence for `config:show` and the documentation
/// @param place where it may be set
/// @param takesEffect when a new value is used
/// @param <T> the value that components work with
public record Setting<T>(
    String key,
    ValueKind<T> kind,
    @Nullable String defaultText,
    String meaning,
    Place place,
    TakesEffect takesEffect) {

  /// Where a setting may be set.
  public enum Place {
    /// Command line, environment, database and `.env`.
    ANYWHERE,
    /// Not in the database: it is needed to reach or to read the database.
    OUTSIDE_THE_DATABASE
  }

  /// When a new value is used.
  public enum TakesEffect {
    /// Within seconds, also in running workers and servers.
    WHILE_RUNNING,
    /// When a worker or server starts next.
    AT_NEXT_START
  }

  /// The upper-case name of the environment variable and of the line in `.env`.
  public String environmentName() {
    return key.toUpperCase(Locale.ROOT);
  }

  public boolean isSecret() {
    return kind.isSecret();
  }

  public boolean isLive() {
    return takesEffect == TakesEffect.WHILE_RUNNING;
  }

  /// The allowed values in words.
  public String allowed() {
    return kind.allowed();
  }

  /// The unit of its number, empty when it has none.
  public String unit() {
    return kind.unit();
  }

  /// `text` as people may see it.
  public String shown(String text) {
    return isSecret() ? Secret.MASK : text;
  }

  /// Reads `text` as this setting's value.
  ///
  /// @throws ConfigurationInvalid when `text` is not allowed; the message says what is
  public T read(String text, String source) {
    try {
      return kind.parse(text);
    } catch (BadValue e) {
      throw new ConfigurationInvalid(problem(text, source, e));
    }
  }

  SettingProblem problem(String text, String source, BadValue reason) {
    return new SettingProblem(
        key, shown(text), source, reason.why() + "; allowed: " + kind.allowed());
  }

  @Override
  public String toString() {
    return key;
  }
}
