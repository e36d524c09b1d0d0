package lightspeed.signin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Attempts to sign in under a person's name that failed since that person last signed in.
record FailedSignIns(int count, @Nullable Instant lastAt, @Nullable String lastFrom) {
  /// Fewer are the person's own typing.
  private static final int WORTH_TELLING = 3;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT);

  /// What the person is told after signing in.
  Optional<String> words() {
    return count < WORTH_TELLING || lastAt == null
        ? Optional.empty()
        : Optional.of(
            count
                + " attempts to sign in under your name have failed since you last signed in, the"
                + " latest at "
                + MINUTE.format(lastAt.atOffset(ZoneOffset.UTC))
                + " from "
                + lastFrom
                + ". If that was not you, tell an admin.");
  }
}
