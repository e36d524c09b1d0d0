package lightspeed.register;

/// The list of consignments could not be walked to its end, or contradicts what is known: nothing
/// may be created until a person has looked.
public final class RegisterTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegisterTrouble(String message) {
    super(message);
  }
}
