package lightspeed.signin;

import static lightspeed.signin.Right.ADMINISTER;
import static lightspeed.signin.Right.APPROVE;
import static lightspeed.signin.Right.EDIT_ORDERS;
import static lightspeed.signin.Right.OPERATE;
import static lightspeed.signin.Right.PUBLIC;
import static lightspeed.signin.Right.READ;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a person does here, and which rights go with it. One for each person.
///
/// An approver does not write orders: so one can be given the second pair of eyes and nothing else.
public enum Role {
  VIEWER,
  BUYER,
  APPROVER,
  OPERATOR,
  ADMIN;

  /// What people of this role may do.
  public Set<Right> rights() {
    return switch (this) {
      case VIEWER -> Set.of(PUBLIC, READ);
      case BUYER -> Set.of(PUBLIC, READ, EDIT_ORDERS);
      case APPROVER -> Set.of(PUBLIC, READ, APPROVE);
      case OPERATOR -> Set.of(PUBLIC, READ, OPERATE);
      case ADMIN -> Set.of(PUBLIC, READ, EDIT_ORDERS, APPROVE, OPERATE, ADMINISTER);
    };
  }

  /// The word in the database, in commands and on pages: lower case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of this word; empty when there is none.
  public static Optional<Role> of(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
