package lightspeed.signin;

import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The columns of `users` about the second factor, and the table `recovery_codes`.
final class SecondFactorStore {
  /// @param sealed the secret, encrypted
  /// @param lastStep of the code that was used last; 0: none was
  record Row(String sealed, long lastStep) {}

  private static final String LOCK =
      """
      SELECT second_factor, COALESCE(second_factor_step, 0) AS last_step
      FROM users
      WHERE id = :id
        AND second_factor IS NOT NULL
      FOR UPDATE
      """;

  private static final String SET =
      """
      UPDATE users
      SET second_factor = :sealed,
        second_factor_step = :step
      WHERE id = :id
      """;

  private static final String USED =
      """
      UPDATE users
      SET second_factor_step = :step
      WHERE id = :id
      """;

  private static final String DELETE_CODES =
      """
      DELETE FROM recovery_codes
      WHERE user_id = :id
      """;

  private static final String ADD_CODE =
      """
      INSERT INTO recovery_codes (user_id, code_hash)
      VALUES (:id, :hash)
      """;

  private static final String USE_CODE =
      """
      DELETE FROM recovery_codes
      WHERE user_id = :id
        AND code_hash = :hash
      """;

  private static final String COUNT_CODES =
      """
      SELECT COUNT(*)
      FROM recovery_codes
      WHERE user_id = :id
      """;

  private SecondFactorStore() {}

  static Optional<Row> lock(Handle handle, UserId user) {
    return handle
        .createQuery(LOCK)
        .bind("id", user.value())
        .map((row, _) -> new Row(row.getString("second_factor"), row.getLong("last_step")))
        .findOne();
  }

  /// @param sealed null: there is none any more
  static void set(Handle handle, UserId user, @Nullable String sealed, @Nullable Long step) {
    handle
        .createUpdate(SET)
        .bind("id", user.value())
        .bind("sealed", sealed)
        .bind("step", step)
        .execute();
  }

  static void used(Handle handle, UserId user, long step) {
    handle.createUpdate(USED).bind("id", user.value()).bind("step", step).execute();
  }

  /// Codes given before are void.
  static void replaceCodes(Handle handle, UserId user, Collection<String> hashes) {
    handle.createUpdate(DELETE_CODES).bind("id", user.value()).execute();
    for (var hash : hashes) {
      handle.createUpdate(ADD_CODE).bind("id", user.value()).bind("hash", hash).execute();
    }
  }

  /// Uses a recovery code up; false when there is no such code (any more).
  static boolean useCode(Handle handle, UserId user, String hash) {
    return handle.createUpdate(USE_CODE).bind("id", user.value()).bind("hash", hash).execute() > 0;
  }

  static int codes(Handle handle, UserId user) {
    return handle.createQuery(COUNT_CODES).bind("id", user.value()).mapTo(Integer.class).one();
  }
}
