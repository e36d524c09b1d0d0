package lightspeed.console;

/// What a change led to: a sentence, and the page to see it on.
///
/// @param page its address within the console
public record Done(String page, String words) {}
