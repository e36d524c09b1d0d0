package lightspeed.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One entry as it enters the chain of hashes.
///
/// @param createdAt UTC as the database writes it, with microseconds; kept as text because it is
///     hashed
record AuditEntry(
    long id,
    String actor,
    String action,
    @Nullable String entityType,
    @Nullable String entityId,
    @Nullable String details,
    @Nullable String sourceAddress,
    String createdAt) {

  /// SHA-256 over the entry before and every column of this one. Each part is preceded by its
  /// length, so that no text can be moved from one column to the next unnoticed.
  String hashAfter(String previousHash) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, previousHash);
      add(digest, Long.toString(id));
      add(digest, actor);
      add(digest, action);
      add(digest, entityType);
      add(digest, entityId);
      add(digest, details);
      add(digest, sourceAddress);
      add(digest, createdAt);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, @Nullable String part) {
    if (part == null) {
      digest.update((byte) '-');
      return;
    }
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
