package lightspeed.acceptance;

import java.io.IOException;

/// What becomes of one step on its way through a proxy. By default nothing unusual.
interface Fate {
  Fate UNDISTURBED = new Fate() {};

  /// The worker has sent it, nobody has got it yet. Whatever is thrown cuts the line, so that it
  /// never arrives.
  default void before(Line line) throws IOException {}

  /// It was carried out, and the worker has not heard of it. Whatever is thrown cuts the line, so
  /// that it never does.
  ///
  /// @return what the worker gets to hear
  default byte[] after(byte[] answer) throws IOException {
    return answer;
  }

  /// The connection that a step came over.
  interface Line {
    /// Returns when the worker has closed it, or is dead.
    void awaitGone() throws IOException;
  }

  /// Chooses the fate of each step.
  @FunctionalInterface
  interface Director {
    Fate of(Step step);
  }

  /// Ends a connection on purpose.
  final class Cut extends IOException {
    private static final long serialVersionUID = 1L;

    Cut() {
      super("cut on purpose");
    }
  }
}
