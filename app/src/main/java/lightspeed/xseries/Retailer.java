package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// The account that owns the store. Only its id matters to us; members that the vendor's documents
/// show in more than one form are read in each, and what cannot be read is left out.
public record Retailer(
    String id,
    String name,
    @Nullable String domainPrefix,
    @Nullable String timeZone,
    @Nullable String currency) {

  static Retailer read(WireObject wire) {
    String name = wire.textIfAny("name");
    return new Retailer(
        wire.requiredId("id"),
        name == null ? "" : name,
        wire.textIfAny("domain_prefix"),
        textOrMember(wire, "timezone", "name"),
        textOrMember(wire, "currency", "code"));
  }

  private static @Nullable String textOrMember(WireObject wire, String member, String within) {
    WireObject object = wire.object(member);
    return object == null ? wire.textIfAny(member) : object.textIfAny(within);
  }
}
