package lightspeed.config;

import java.net.URI;
import java.net.URISyntaxException;

/// A syslog server that takes lines by UDP.
record SyslogAddress() implements ValueKind<URI> {
  @Override
  public URI parse(String text) throws BadValue {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException _) {
      throw new BadValue("not an address");
    }
    if (!"udp".equals(address.getScheme())) {
      throw new BadValue("not udp://");
    }
    if (address.getHost() == null) {
      throw new BadValue("without a host");
    }
    if (address.getUserInfo() != null
        || !address.getPath().isEmpty()
        || address.getQuery() != null
        || address.getFragment() != null) {
      throw new BadValue("with more than host and port");
    }
    if (CloudMetadata.isNamedBy(address.getHost())) {
      throw new BadValue("an address at which clouds tell machines their secrets");
    }
    return address;
  }

  @Override
  public String allowed() {
    return "udp:// address of a syslog server, such as udp://127.0.0.1:514";
  }
}
