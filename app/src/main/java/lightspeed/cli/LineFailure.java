package lightspeed.cli;

import java.util.Optional;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineState;
import lightspeed.xseries.XSeriesException;

/// What a person is told when nothing is sent to Lightspeed at the moment.
final class LineFailure {
  private LineFailure() {}

  /// Asks Lightspeed at once when it was away: a person waits for it.
  static void probeIfDown(Line line) throws InterruptedException {
    if (line.lookClosely().kind() != LineState.Kind.DOWN) {
      return;
    }
    try {
      line.probe();
    } catch (XSeriesException stillDown) {
      // The state says so, and why.
    }
  }

  /// Asks Lightspeed at once; empty when it answers.
  static Optional<Failure> whenProbeFails(Line line) throws InterruptedException {
    try {
      line.probe();
    } catch (XSeriesException.RateLimited limited) {
      return Optional.of(Failures.of(limited));
    } catch (XSeriesException failed) {
      // The state says so, and why.
    }
    return whenDown(line.lookClosely());
  }

  /// Empty when Lightspeed answers.
  static Optional<Failure> whenDown(LineState state) {
    return state.kind() == LineState.Kind.DOWN ? Optional.of(of(state)) : Optional.empty();
  }

  /// @param state any but UP
  static Failure of(LineState state) {
    if (state.isCredentialRefused()) {
      return Failure.credentialsRefused(state.words());
    }
    return switch (state.kind()) {
      case DOWN ->
          new Failure(
              ExitCode.UNREACHABLE,
              "lightspeed_down",
              state.words(),
              "Ask now: lightspeed-cli vend:test");
      case HOLD, FIRST, UP ->
          new Failure(
              ExitCode.FAILED,
              "sending_held",
              state.words(),
              "Which orders wait: lightspeed-cli status");
    };
  }
}
