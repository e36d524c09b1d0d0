package lightspeed.register;

import lightspeed.xseries.Caller;
import lightspeed.xseries.IfAllowed;
import lightspeed.xseries.User;
import lightspeed.xseries.XSeriesClient;
import org.jspecify.annotations.Nullable;

/// Whether the token's user sees the consignments of all outlets. One who does not is shown a list
/// that looks whole: numbers that are taken elsewhere would seem free, and what happens there would
/// be passed over.
///
/// **Source:** `GET /user` names the outlets a user is restricted to; it needs a scope of its own.
/// A token without it is taken to see everything.
record SeesAllOutlets(XSeriesClient client) {
  private static final String HIDDEN =
      "The user of the token sees only some outlets, so Lightspeed hides consignments of the"
          + " others. Nothing is created and changes are not noticed until that user sees all"
          + " outlets. Take the restriction from the user in Lightspeed, or set another user's"
          + " token, then run lightspeed-cli register:walk.";

  /// What Lightspeed says of the token that was in use.
  ///
  /// @param trouble what is the matter, for people; null: nothing is known to be hidden
  record Answer(String token, @Nullable String trouble) {}

  /// Tells the token in use apart from others.
  String token() {
    return client.tokenFingerprint();
  }

  /// Asks: one call.
  Answer ask(Caller caller) throws InterruptedException {
    String token = token();
    return new Answer(token, isRestricted(caller) ? HIDDEN : null);
  }

  private boolean isRestricted(Caller caller) throws InterruptedException {
    return IfAllowed.read(() -> client.user(caller)).map(User::isRestricted).orElse(false);
  }
}
