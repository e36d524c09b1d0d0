package lightspeed.xseries;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets every call pass and says of itself what a test wants.
public class UnlimitedBudget implements CallBudget {
  public volatile State state = new State(350, 350, Duration.ofMinutes(5), null);

  @Override
  public Permit acquire(Urgency urgency) throws InterruptedException {
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
