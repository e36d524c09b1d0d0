package xseries.emulator.store;

import java.util.HexFormat;

/// Makes ids that look like UUIDs and are none: the variant nibble is `e` or `f`, as in the
/// vendor's ids, so a client that validates them strictly fails here too.
final class Ids {
  private static final HexFormat HEX = HexFormat.of();

  private Ids() {}

  /// The id that belongs to a version; different versions give different ids.
  static String of(long version, long salt) {
    long high = mix(version * 0x9E3779B97F4A7C15L + salt);
    long low = mix(high ^ version);
    String tail = HEX.toHexDigits(low).substring(4);
    String head = HEX.toHexDigits(high);
    char variant = (low & 1) == 0 ? 'e' : 'f';
    return HEX.toHexDigits((int) version)
        + "-"
        + head.substring(0, 4)
        + "-"
        + head.substring(4, 8)
        + "-"
        + variant
        + head.substring(9, 12)
        + "-"
        + tail;
  }

  /// The id that belongs to a key.
  static String of(String key, long salt) {
    long mixed = 0;
    for (int at = 0; at < key.length(); at++) {
      mixed = mix(mixed * 31 + key.charAt(at));
    }
    return of(mixed, salt);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
