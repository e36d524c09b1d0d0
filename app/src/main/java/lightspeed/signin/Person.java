package lightspeed.signin;

/// Who is signed in, as the database said at the beginning of this request.
///
/// @param name under which the person signs in, and what `actor` of the audit log is
public record Person(UserId id, String name, Role role) {

  /// Whether the person may do what asks for this right.
  public boolean may(Right right) {
    return role.rights().contains(right);
  }
}
