package lightspeed.xseries;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets every call pass and says of itself what a test wants.
///
/// **Threads:** safe.
public class UnlimitedBudget implements CallBudget {
  private volatile State state;

  /// Says that nothing of what one register allows is used.
  public UnlimitedBudget() {
    this(new State(350, 350, Duration.ofMinutes(5), null));
  }

  public UnlimitedBudget(State state) {
    this.state = state;
  }

  /// Says this of itself from now on.
  public void say(State newState) {
    state = newState;
  }

  @Override
  public Permit acquire(Urgency urgency) {
    return () -> {};
  }

  @Override
  public void reported(@Nullable Integer limit, @Nullable Integer remaining) {}

  @Override
  public void refused(Duration retryAfter) {}

  @Override
  public State state() {
    return state;
  }
}
