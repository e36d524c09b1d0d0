package lightspeed.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an order stands: whether it says what Lightspeed says, and what a person does next.
///
/// @param remedy the command that is the next step; null when there is nothing to do
/// @param consignments its own first
public record Standing(
    Agreement agreement, @Nullable String remedy, List<Consignment> consignments) {
  public Standing {
    consignments = List.copyOf(consignments);
  }

  /// What the last comparison with Lightspeed found.
  public enum Agreement {
    AGREES,
    /// A person's edit, until it is settled or left.
    PLAIN,
    /// A person must act now.
    LOUD,
    /// Not sent yet, or not compared with the store of today.
    UNKNOWN
  }

  /// A consignment of the order.
  ///
  /// @param status as last known, verbatim; null when it was never read
  public record Consignment(String id, Role role, @Nullable String status) {}

  /// What a consignment is to its order.
  public enum Role {
    /// The one that carries the order.
    OWN,
    /// Part of the order, such as the rest of a partial receipt.
    LINKED,
    /// One too many.
    SECOND
  }
}
