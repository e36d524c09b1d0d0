package lightspeed.register;

/// Changes of the register, by the numbers of its pages.
///
/// @param after the last one that does not count
/// @param upTo the last one that counts
public record Changes(long after, long upTo) {
  public boolean isNone() {
    return after == upTo;
  }
}
