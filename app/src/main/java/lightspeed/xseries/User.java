package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// The person a token belongs to.
///
/// @param accountType such as `admin`
/// @param isRestricted the user sees only some outlets, which makes lists look short
public record User(
    String username,
    @Nullable String displayName,
    @Nullable String accountType,
    boolean isRestricted) {

  /// Needs nothing: it is only shown.
  static User read(WireObject wire) {
    WireObject lenient = wire.lenient();
    return new User(
        lenient.textOr("username", ""),
        lenient.text("display_name"),
        lenient.text("account_type"),
        lenient.id("restricted_outlet_id") != null
            || !lenient.isEmptyList("restricted_outlet_ids"));
  }
}
