package lightspeed.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", // loopback
        "127.255.255.254",
        "::1",
        "0.0.0.0", // this machine
        "::",
        "10.1.2.3", // private
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1", // carrier
        "fd00::1", // unique local
        "fc00::1",
        "fec0::1", // site local
        "169.254.169.254", // link-local, the clouds' metadata
        "fe80::1",
        "224.0.0.1", // multicast
        "ff02::1",
        "255.255.255.255", // broadcast
        "240.0.0.1",
        "::ffff:127.0.0.1", // IPv4 within IPv6
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", // Teredo
        "192.0.2.1", // documentation
        "2001:db8::1"
      })
  void theMachineAndItsNetworkAreNotTheInternet(String address) {
    assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "169.253.0.1",
        "223.255.255.254",
        "2606:4700::1111",
        "2a00:1450:4001::1"
      })
  void theRestIs(String address) {
    assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isTrue();
  }
}
