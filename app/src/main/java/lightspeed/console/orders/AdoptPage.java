package lightspeed.console.orders;

import lightspeed.console.Frame;
import lightspeed.sync.AdoptService;

/// An order beside a consignment that may be the order.
public record AdoptPage(Frame frame, AdoptService.Look look) {}
