package lightspeed.console.traffic;

import lightspeed.console.Frame;
import lightspeed.history.ApiCalls;

/// One call with what was sent and answered.
public record CallPage(Frame frame, ApiCalls.Bodies found) {}
