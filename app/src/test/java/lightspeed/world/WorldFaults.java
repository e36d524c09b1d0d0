package lightspeed.world;

import java.time.Duration;
import lightspeed.world.WorldScript.Step;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// What goes wrong on the line to Lightspeed.
final class WorldFaults {
  private static final Duration LONGEST_DELAY = Duration.ofMillis(2_400);

  private WorldFaults() {}

  static Fault of(Step step) {
    return switch (step.act()) {
      case DOWN -> Fault.of(FaultKind.STATUS).status(503).times(3 + step.number() % 20);
      case ONE_401 -> Fault.of(FaultKind.STATUS).status(401).times(1);
      case ONE_403 -> Fault.of(FaultKind.STATUS).status(403).on("POST", "/consignments*").times(1);
      default -> brokenCall(step.number());
    };
  }

  private static Fault brokenCall(int number) {
    FaultKind[] kinds = {
      FaultKind.LOST_ANSWER,
      FaultKind.LATE_APPLY,
      FaultKind.RESET_BEFORE,
      FaultKind.GARBAGE,
      FaultKind.TRUNCATED
    };
    String[][] calls = {
      {"POST", "/consignments"},
      {"POST", "/consignments/*/bulk"},
      {"PUT", "/consignments/*"},
      {"GET", "/consignments*"}
    };
    String[] call = calls[number % calls.length];
    return Fault.of(kinds[(number / calls.length) % kinds.length])
        .delay(LONGEST_DELAY.dividedBy(1 + number % 3))
        .on(call[0], call[1])
        .times(1);
  }
}
