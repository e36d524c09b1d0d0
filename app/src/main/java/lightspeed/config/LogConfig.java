package lightspeed.config;

/// How log files are written.
///
/// @param format default TEXT
public record LogConfig(Format format) {

  /// The shape of one event.
  public enum Format {
    /// One line with key=value facts.
    TEXT,
    /// One JSON object a line.
    JSON
  }
}
