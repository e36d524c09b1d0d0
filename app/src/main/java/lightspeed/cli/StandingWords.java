package lightspeed.cli;

import java.util.stream.Collectors;
import lightspeed.drift.Standing;

/// Where an order stands, as people read it.
final class StandingWords {
  private StandingWords() {}

  static String agreement(Standing standing) {
    return switch (standing.agreement()) {
      case AGREES -> "agrees, as of the last comparison";
      case PLAIN -> "edited in Lightspeed";
      case LOUD -> "differs; act now";
      case UNKNOWN -> "";
    };
  }

  /// The consignments besides its own.
  static String others(Standing standing) {
    return standing.consignments().stream()
        .filter(one -> one.role() != Standing.Role.OWN)
        .map(
            one ->
                one.id()
                    + (one.role() == Standing.Role.SECOND ? ", one too many, " : ", part of it, ")
                    + one.status())
        .collect(Collectors.joining("; "));
  }
}
