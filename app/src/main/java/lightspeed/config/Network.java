package lightspeed.config;

import java.net.InetAddress;
import java.util.Arrays;

/// A network address or a block of them, such as `10.1.2.3`, `10.0.0.0/8` or `2001:db8::/32`.
///
/// @param address of the block
/// @param prefixBits how many leading bits of an address must be equal
public record Network(InetAddress address, int prefixBits) {

  /// Reads it without asking a name server.
  ///
  /// @throws IllegalArgumentException when it is no such thing
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int bits = address.getAddress().length * Byte.SIZE;
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("a prefix has 0 to " + bits + " bits, not " + prefix);
    }
    return new Network(address, prefix);
  }

  public boolean contains(InetAddress other) {
    return Arrays.equals(leading(address), leading(other));
  }

  /// The bytes of `one` with all but the leading bits cleared.
  private byte[] leading(InetAddress one) {
    var bytes = one.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(prefixBits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      bytes[i] &= (byte) (0xFF << (Byte.SIZE - kept));
    }
    return bytes;
  }
}
