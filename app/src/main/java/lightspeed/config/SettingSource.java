package lightspeed.config;

/// Where a value can come from, strongest first.
public enum SettingSource {
  COMMAND_LINE("command line"),
  ENVIRONMENT("environment"),
  DATABASE("config:set"),
  ENV_FILE(".env"),
  DEFAULT("default");

  private final String label;

  SettingSource(String label) {
    this.label = label;
  }

  /// The words that people see.
  public String label() {
    return label;
  }

  /// Whether a value from here wins over one from `other`.
  public boolean isStrongerThan(SettingSource other) {
    return compareTo(other) < 0;
  }
}
