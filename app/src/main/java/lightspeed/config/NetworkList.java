package lightspeed.config;

import java.util.ArrayList;
import java.util.List;

/// Addresses and blocks of addresses with commas between them.
record NetworkList() implements ValueKind<List<Network>> {
  @Override
  public List<Network> parse(String text) throws BadValue {
    var networks = new ArrayList<Network>();
    for (var part : text.split(",", -1)) {
      try {
        networks.add(Network.parse(part.strip()));
      } catch (IllegalArgumentException _) {
        throw new BadValue("not an address or block of addresses: " + part.strip());
      }
    }
    return List.copyOf(networks);
  }

  @Override
  public String allowed() {
    return "addresses or blocks such as 10.0.0.0/8 with commas between them";
  }
}
