package lightspeed.audit;

import java.util.regex.Pattern;

/// The last entry of the audit log at some moment. Kept outside the database, it proves later that
/// nothing before it was cut off or written anew.
///
/// @param entryId 0 before the first entry
/// @param hash 64 hexadecimal digits
public record AuditHead(long entryId, String hash) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  static final AuditHead NONE = new AuditHead(0, "0".repeat(64));

  /// Reads what [#toString()] writes.
  ///
  /// @throws IllegalArgumentException when it is something else
  public static AuditHead parse(String text) {
    var matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "A head is the number of an entry, a colon and 64 hexadecimal digits.");
    }
    return new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  @Override
  public String toString() {
    return entryId + ":" + hash;
  }
}
