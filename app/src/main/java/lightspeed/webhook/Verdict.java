package lightspeed.webhook;

import java.util.Optional;
import lightspeed.config.WebhookConfig;
import org.jspecify.annotations.Nullable;

/// What is to be done for a delivery, decided from what it says alone.
sealed interface Verdict {

  /// Look at this consignment, if it belongs to an order of ours.
  record Refresh(String consignmentId) implements Verdict {}

  /// There is nothing to do.
  record Ignore(String reason) implements Verdict {}

  /// It cannot be understood.
  record Unreadable(String reason) implements Verdict {}

  /// Decides.
  ///
  /// @param eventType under which it was kept
  /// @param ownPrefix our store; empty when it is not known, then every store's word counts
  static Verdict of(String eventType, DeliveryContent content, Optional<String> ownPrefix) {
    if (!WebhookConfig.KNOWN_TYPES.contains(eventType)) {
      return new Ignore(eventType + " is no event that Lightspeed sends.");
    }
    if (!eventType.startsWith("consignment.")) {
      return new Ignore(eventType + " says nothing about a consignment.");
    }
    if (content.problem() != null) {
      return new Unreadable("The body cannot be understood: " + content.problem() + ".");
    }
    if (isForAnother(content.domainPrefix(), ownPrefix)) {
      return new Ignore("It is meant for the store " + content.domainPrefix() + ".");
    }
    var id = content.consignmentId();
    return id == null ? new Unreadable("It names no consignment.") : new Refresh(id);
  }

  private static boolean isForAnother(@Nullable String prefix, Optional<String> ownPrefix) {
    return prefix != null && ownPrefix.filter(own -> !own.equalsIgnoreCase(prefix)).isPresent();
  }
}
