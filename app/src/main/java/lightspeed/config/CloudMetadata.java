package lightspeed.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Addresses at which clouds tell machines their secrets. No request of ours goes there, whoever
/// chose the address.
///
/// **source:** the documentation of AWS, Azure, Google Cloud, Alibaba Cloud, Oracle Cloud and
/// OpenStack on instance metadata, read 2026-11.
public final class CloudMetadata {
  /// Link-local as a whole: the services for containers are elsewhere in it.
  private static final List<Network> ADDRESSES =
      List.of(
              "169.254.0.0/16",
              "100.100.100.200",
              "168.63.129.16",
              "192.0.0.192",
              "fe80::/10",
              "fd00:ec2::/32",
              "fd20:ce::/32")
          .stream()
          .map(Network::parse)
          .toList();

  private static final Set<String> NAMES =
      Set.of(
          "metadata",
          "metadata.goog",
          "metadata.google.internal",
          "instance-data",
          "instance-data.ec2.internal");

  /// Blocks whose addresses have an IPv4 address within: as compatible ones, translated ones and
  /// those of 6to4.
  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(Network.parse("::/96"), 12),
          new Carrier(Network.parse("64:ff9b::/96"), 12),
          new Carrier(Network.parse("2002::/16"), 2));

  /// A block, and where the IPv4 address begins in its addresses.
  private record Carrier(Network block, int offset) {}

  private CloudMetadata() {}

  /// Whether it is one of them; an IPv4 address within an IPv6 one counts as what it is.
  public static boolean contains(InetAddress address) {
    for (var one : ADDRESSES) {
      if (one.contains(address)) {
        return true;
      }
    }
    if (address instanceof Inet4Address) {
      return false;
    }
    for (var carrier : CARRIERS) {
      if (carrier.block().contains(address) && contains(within(address, carrier.offset()))) {
        return true;
      }
    }
    return false;
  }

  private static InetAddress within(InetAddress address, int offset) {
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(address.getAddress(), offset, offset + Integer.BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /// Whether a host, as addresses write it, is one of them without a name server being asked: an
  /// address in any form, or a name that clouds give it.
  public static boolean isNamedBy(String host) {
    var name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.+$", "");
    try {
      return contains(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException _) {
      return NAMES.contains(name);
    }
  }
}
