package lightspeed.doctor;

/// What a question is about, in the order in which they are asked.
public enum Topic {
  SETTINGS("Settings"),
  FILES("Files and this program"),
  DATABASE("Database"),
  INSTALLATION("Installation"),
  LIGHTSPEED("Lightspeed"),
  QUEUE("Queue and workers"),
  ORDERS("Orders and catalog"),
  WEBHOOKS("Webhooks"),
  NOTIFICATIONS("Notifications");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
