package lightspeed.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person who may sign in, as the table `users` has it; the hash of the password stays there.
///
/// @param isActive false: may not sign in, and has no session
/// @param hasPassword false until the one-time link was used
/// @param hasSecondFactor whether a code of an authenticator app is asked for too
/// @param epoch grows by one whenever all sessions of the person end
public record User(
    UserId id,
    String name,
    Role role,
    boolean isActive,
    boolean hasPassword,
    boolean hasSecondFactor,
    int epoch,
    @Nullable Instant lastSignInAt,
    Instant createdAt) {

  Person person() {
    return new Person(id, name, role);
  }
}
