package lightspeed.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import lightspeed.acceptance.Fate.Director;
import lightspeed.acceptance.Step.Kind;

/// Numbers what passes the proxies and asks the director what shall become of it.
///
/// **Threads:** safe.
final class Tape {
  private final List<Step> begun = new ArrayList<>();
  private final List<Step> ended = new ArrayList<>();
  private Director director = step -> Fate.UNDISTURBED;

  /// A step with its fate, as a proxy carries it out.
  final class Passage {
    private final Step step;
    private final Fate fate;

    private Passage(Step step, Fate fate) {
      this.step = step;
      this.fate = fate;
    }

    void before(Fate.Line line) throws java.io.IOException {
      fate.before(line);
    }

    byte[] after(byte[] answer) throws java.io.IOException {
      byte[] told = fate.after(answer);
      end(step);
      return told;
    }
  }

  /// Forgets what was and begins again with step 1.
  synchronized void restart(Director newDirector) {
    begun.clear();
    ended.clear();
    director = newDirector;
  }

  synchronized Passage next(Kind kind, String label) {
    Step step = new Step(begun.size() + 1, kind, label);
    begun.add(step);
    return new Passage(step, director.of(step));
  }

  private synchronized void end(Step step) {
    ended.add(step);
  }

  synchronized List<Step> steps() {
    return List.copyOf(begun);
  }

  /// Whether the worker has heard the end of such a step that came after `number`.
  synchronized boolean hasEnded(int number, Predicate<Step> which) {
    return ended.stream().anyMatch(step -> step.number() > number && which.test(step));
  }
}
