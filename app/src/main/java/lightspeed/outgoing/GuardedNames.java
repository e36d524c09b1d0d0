package lightspeed.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;
import lightspeed.config.CloudMetadata;

/// Looks names up for the whole process, and knows none that leads to where clouds keep secrets.
/// Every client resolves a name when it connects, at a moment nobody else sees; here, what was
/// checked is what is called. The JDK finds it by `META-INF/services`.
public final class GuardedNames extends InetAddressResolverProvider {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    var builtin = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        var found = builtin.lookupByName(host, policy).toList();
        for (var one : found) {
          if (CloudMetadata.contains(one)) {
            throw new UnknownHostException(
                host + " leads to " + one.getHostAddress() + ": " + RefusedAddress.OF_A_CLOUD);
          }
        }
        return found.stream();
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtin.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "without metadata of clouds";
  }
}
