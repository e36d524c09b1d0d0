package lightspeed.signin;

import io.javalin.security.RouteRole;

/// What a route asks of the one who calls it. Every route carries exactly one; a route without one
/// is refused to everybody.
public enum Right implements RouteRole {
  /// Nothing: anyone may call it without signing in.
  PUBLIC,
  /// To look at everything but settings' secrets, people, tokens and the audit log.
  READ,
  /// To write orders as long as they are drafts.
  EDIT_ORDERS,
  /// To approve and to cancel orders.
  APPROVE,
  /// To sync, and to work on the queue, webhooks, drift and mappings.
  OPERATE,
  /// To change settings, people and tokens, and to read the audit log.
  ADMINISTER
}
