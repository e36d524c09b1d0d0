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
    WireObject lenient = wire.lenient();
    return new Retailer(
        wire.requiredId("id"),
        lenient.textOr("name", ""),
        lenient.text("domain_prefix"),
        lenient.text("timezone", "name"),
        lenient.text("currency", "code"));
  }
}
