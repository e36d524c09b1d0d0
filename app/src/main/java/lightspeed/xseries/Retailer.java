package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// The account that owns the store.
public record Retailer(
    String id,
    String name,
    @Nullable String domainPrefix,
    @Nullable String timeZone,
    @Nullable String currency) {

  static Retailer read(WireObject wire) {
    return new Retailer(
        wire.requiredId("id"),
        wire.textOr("name", ""),
        wire.text("domain_prefix"),
        wire.text("timezone"),
        wire.text("currency"));
  }
}
