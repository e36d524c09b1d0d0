package lightspeed.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import lightspeed.config.Network;

/// Tells addresses of the internet from those of this machine, its network and its cloud, which
/// somebody else's address must not lead us to. An IPv4 address within an IPv6 one is what Java
/// makes of it, IPv4, or refused.
///
/// **source:** the IANA registries of special-purpose addresses for IPv4 and IPv6, read 2026-11.
final class PublicAddresses {
  private static final List<Network> SPECIAL_IPV4 =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

  /// Teredo and its neighbours, documentation, and 6to4, which leads to an IPv4 address.
  private static final List<Network> SPECIAL_IPV6 =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    return address instanceof Inet4Address
        ? noneContains(SPECIAL_IPV4, address)
        : GLOBAL_IPV6.contains(address) && noneContains(SPECIAL_IPV6, address);
  }

  private static boolean noneContains(List<Network> networks, InetAddress address) {
    return networks.stream().noneMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String... blocks) {
    return List.of(blocks).stream().map(Network::parse).toList();
  }
}
