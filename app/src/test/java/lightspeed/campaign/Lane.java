package lightspeed.campaign;

import java.io.IOException;
import java.util.List;

/// A world of its own in which seeds are played one after the other.
///
/// **Threads:** one.
public interface Lane extends AutoCloseable {
  /// Plays one seed to its end.
  ///
  /// @return what is not as it must be; empty when all is well
  List<String> play(long seed) throws InterruptedException;

  /// The calls made last, for people who look for a fault.
  String story();

  @Override
  void close() throws IOException;
}
