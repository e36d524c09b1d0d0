package lightspeed.cli;

/// The tasks by which the overview is ordered.
enum CommandGroup {
  ORDERS("Purchase orders"),
  SYNC("Send them to Lightspeed"),
  QUEUE("Queue and workers"),
  LIGHTSPEED("Look at Lightspeed"),
  SERVER("Server and webhooks"),
  PEOPLE("People and API tokens"),
  OVERVIEW("Is all well?"),
  SETTINGS("Settings"),
  DATABASE("Database"),
  TRY("Try it"),
  HELP("Help");

  private final String title;

  CommandGroup(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
