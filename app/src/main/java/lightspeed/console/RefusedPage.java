package lightspeed.console;

/// A page that says why there is no other.
public record RefusedPage(Frame frame, String words) {}
