package lightspeed.signin;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.time.Duration;

/// Argon2id with 19 MiB, four passes, one lane: about 0.2 s, what a person does not notice and an
/// attacker with a stolen database pays for each guess; decision 0013 says why not more memory.
/// One runs at a time, so that a flood of sign-ins fills neither memory nor processors; the others
/// wait in a [HashQueue].
///
/// **source:** OWASP Password Storage Cheat Sheet, read 2026-11.
///
/// **Threads:** safe.
final class PasswordHashes {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 4;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int VERSION_19 = 19;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HashQueue queue = new HashQueue();

  /// More sign-ins than this machine can check.
  static final class Overloaded extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @FunctionalInterface
  private interface Work<T> {
    T run();
  }

  /// The hash with its parameters and a salt of its own, as one text.
  ///
  /// @throws Overloaded when it would have to wait too long
  String of(String password) throws Overloaded, InterruptedException {
    return one(
        0, () -> Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2()).getResult());
  }

  /// Whether `hash` was made of `password`; with whatever parameters it was made.
  ///
  /// @param tries how often the one who asks was wrong lately; the fewest go first
  /// @throws Overloaded when it would have to wait too long
  boolean matches(String password, String hash, int tries) throws Overloaded, InterruptedException {
    return one(
        tries, () -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
  }

  /// Made when it is first needed, because it keeps as much memory as one hash takes.
  private static Argon2Function argon2() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID, VERSION_19);
  }

  private <T> T one(int tries, Work<T> work) throws Overloaded, InterruptedException {
    if (!queue.enter(tries, PATIENCE)) {
      throw new Overloaded();
    }
    try {
      return work.run();
    } finally {
      queue.leave();
    }
  }
}
