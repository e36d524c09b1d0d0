package lightspeed.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
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
  /// Keeps hashes of entries apart from seals, see [ChainState].
  private static final String PURPOSE = "audit entry 2";

  /// HMAC-SHA-256 over the entry before and every column of this one. Each part is preceded by its
  /// length, so that no text can be moved from one column to the next unnoticed.
  String hashAfter(String previousHash, ChainKey key) {
    var mac = key.mac();
    add(mac::update, PURPOSE);
    add(mac::update, key.id());
    parts(previousHash).forEach(part -> add(mac::update, part));
    return HexFormat.of().formatHex(mac.doFinal());
  }

  /// SHA-256 over the same parts: how entries were written before they were keyed.
  String unkeyedHashAfter(String previousHash) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      parts(previousHash).forEach(part -> add(digest::update, part));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private List<@Nullable String> parts(String previousHash) {
    return Arrays.asList(
        previousHash,
        Long.toString(id),
        actor,
        action,
        entityType,
        entityId,
        details,
        sourceAddress,
        createdAt);
  }

  private static void add(Consumer<byte[]> sink, @Nullable String part) {
    if (part == null) {
      sink.accept(new byte[] {'-'});
      return;
    }
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    sink.accept((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    sink.accept(bytes);
  }
}
