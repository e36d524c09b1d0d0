package lightspeed.doctor;

/// Without which a question cannot be asked.
enum Need {
  SETTINGS("the settings cannot be used"),
  DATABASE("the database cannot be used"),
  TABLES("the tables are not as this program needs them"),
  /// The key that opens secrets.
  KEY("the key cannot be used"),
  /// Everything of `config:set` could be read and decrypted.
  STORED_SETTINGS("the stored settings cannot be used"),
  LIGHTSPEED("Lightspeed cannot be asked");

  private final String reason;

  Need(String reason) {
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
