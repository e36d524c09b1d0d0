package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with this installation as a whole: a copy, a past that came back, another
/// store.
enum InstallationFault implements Fault {
  DATABASE_WENT_BACK(
      HINT,
      "Orders are compared with Lightspeed before any is sent; nothing is sent twice.",
      "lightspeed-cli queue:work"),
  INSTALLATION_COPY(
      FAULT,
      "A copy never sends.",
      "If it has taken the other's place: lightspeed-cli installation:confirm"),
  KEY_DIFFERS(
      FAULT,
      "This database was copied or moved: only the key that sent first may send with it.",
      "Copy the file key of the installation's first machine, or say what this one is:"
          + " lightspeed-cli installation:confirm"),
  SENDING_STOPPED(
      FAULT,
      "A copy of this installation, or one that was moved, seems to send too.",
      "Stop the other one, then: lightspeed-cli installation:confirm"),
  STORE_CHANGED(
      FAULT,
      "Nothing is sent, read or cancelled in another store than the one everything here is about.",
      "Set the address and token of that store again, or begin with the other one:"
          + " lightspeed-cli store:switch");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  InstallationFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  /// Whether nothing may be sent because of it.
  boolean isHindrance() {
    return this != DATABASE_WENT_BACK;
  }

  @Override
  public Topic topic() {
    return Topic.INSTALLATION;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
