package lightspeed.console.orders;

import lightspeed.console.Frame;

/// The text behind an entry of a timeline, as a page of its own.
public record BodyPage(Frame frame, String order, String text) {}
