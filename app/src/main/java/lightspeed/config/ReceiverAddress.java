package lightspeed.config;

import java.net.URI;
import java.net.URISyntaxException;

/// An http or https address that we send to, with path and query as the receiver wants them.
record ReceiverAddress() implements ValueKind<URI> {
  @Override
  public URI parse(String text) throws BadValue {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException _) {
      throw new BadValue("not an address");
    }
    var scheme = address.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new BadValue("neither http:// nor https://");
    }
    if (address.getHost() == null) {
      throw new BadValue("without a host");
    }
    if (address.getUserInfo() != null || address.getFragment() != null) {
      throw new BadValue("with credentials or fragment");
    }
    if (CloudMetadata.isNamedBy(address.getHost())) {
      throw new BadValue("an address at which clouds tell machines their secrets");
    }
    return address;
  }

  @Override
  public String allowed() {
    return "https:// address, such as https://erp.example.com/lightspeed; http:// on your own"
        + " network only";
  }
}
