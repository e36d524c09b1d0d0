package lightspeed.subscription;

/// What a subscription is to us.
public enum SubscriptionState {
  /// Wanted, there and active.
  OK,
  /// Ours, but switched off at Lightspeed.
  INACTIVE,
  /// Wanted, but not there.
  MISSING,
  /// Ours with the path secret before the present one: to be deleted once new ones are there.
  OLD_SECRET,
  /// Ours, but of a type that webhook_types does not name.
  UNWANTED,
  /// Leads to something else, or to us with a secret that is not ours.
  FOREIGN
}
