package lightspeed.console.orders;

import lightspeed.console.Frame;
import lightspeed.sync.BesideService;

/// An order and the consignments that have its number in Lightspeed.
public record BesidePage(Frame frame, BesideService.Look look) {}
