package lightspeed.acceptance;

import lightspeed.acceptance.ChangingWorld.Act;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What goes wrong on the line to Lightspeed, as the emulator's control API takes it.
final class ChangingWorldFaults {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_DELAY_MS = 2_400;
  private static final int SHORTEST_OUTAGE_MS = 1_000;
  private static final String[] BROKEN = {
    "LOST_ANSWER", "LATE_APPLY", "RESET_BEFORE", "GARBAGE", "TRUNCATED"
  };
  private static final String[][] CALLS = {
    {"POST", "/consignments"},
    {"POST", "/consignments/*/bulk"},
    {"PUT", "/consignments/*"},
    {"GET", "/consignments*"}
  };

  private ChangingWorldFaults() {}

  static ObjectNode of(Act act, int how) {
    ObjectNode fault = JSON.createObjectNode().put("fault", "STATUS");
    return switch (act) {
      case DOWN -> fault.put("status", 503).put("for_ms", SHORTEST_OUTAGE_MS + 10 * how);
      case ONE_401 -> fault.put("status", 401).put("times", 1);
      case ONE_403 -> on(CALLS[how % 3], fault.put("status", 403));
      default ->
          on(CALLS[how % CALLS.length], fault)
              .put("fault", BROKEN[how / CALLS.length % BROKEN.length])
              .put("delay_ms", LONGEST_DELAY_MS / (1 + how % 3));
    };
  }

  private static ObjectNode on(String[] call, ObjectNode fault) {
    return fault.put("method", call[0]).put("path", call[1]).put("times", 1);
  }
}
