package lightspeed.doctor;

/// What can be wrong with this installation as a whole: a copy, a past that came back, another
/// store.
final class InstallationFault {
  static final Fault DATABASE_WENT_BACK =
      Fault.hint(
          Topic.INSTALLATION,
          "database-went-back",
          "Orders are compared with Lightspeed before any is sent; nothing is sent twice.",
          "lightspeed-cli queue:work");

  static final Fault INSTALLATION_COPY =
      Fault.fault(
          Topic.INSTALLATION,
          "installation-copy",
          "A copy never sends.",
          "If it has taken the other's place: lightspeed-cli installation:confirm");

  static final Fault KEY_DIFFERS =
      Fault.fault(
          Topic.INSTALLATION,
          "key-differs",
          "This database was copied or moved: only the key that sent first may send with it.",
          "Copy the file key of the installation's first machine, or say what this one is:"
              + " lightspeed-cli installation:confirm");

  static final Fault SENDING_STOPPED =
      Fault.fault(
          Topic.INSTALLATION,
          "sending-stopped",
          "A copy of this installation, or one that was moved, seems to send too.",
          "Stop the other one, then: lightspeed-cli installation:confirm");

  static final Fault STORE_CHANGED =
      Fault.fault(
          Topic.INSTALLATION,
          "store-changed",
          "Nothing is sent, read or cancelled in another store than the one everything here is"
              + " about.",
          "Set the address and token of that store again, or begin with the other one:"
              + " lightspeed-cli store:switch");

  private InstallationFault() {}

  /// Whether nothing may be sent because of it.
  static boolean isHindrance(Fault fault) {
    return fault.topic() == Topic.INSTALLATION && !fault.equals(DATABASE_WENT_BACK);
  }
}
