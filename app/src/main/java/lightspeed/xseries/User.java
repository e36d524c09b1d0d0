package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// The person a token belongs to.
///
/// @param accountType such as `admin`
/// @param isRestricted the user sees only some outlets, which makes lists look short
public record User(
    String id,
    String username,
    @Nullable String displayName,
    @Nullable String accountType,
    boolean isRestricted) {

  static User read(WireObject wire) {
    return new User(
        wire.requiredId("id"),
        wire.textOr("username", ""),
        wire.text("display_name"),
        wire.text("account_type"),
        wire.id("restricted_outlet_id") != null || !wire.isEmptyList("restricted_outlet_ids"));
  }
}
