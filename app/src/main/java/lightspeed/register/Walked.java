package lightspeed.register;

/// A walk that came to its end.
///
/// @param walk its number
/// @param pages calls it made, the empty page at the end included
/// @param rows how many rows it read
public record Walked(long walk, int pages, int rows) {}
