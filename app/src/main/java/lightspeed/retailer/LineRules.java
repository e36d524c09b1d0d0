package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lightspeed.job.JobId;
import lightspeed.retailer.LineState.Hold;
import lightspeed.retailer.LineState.Kind;
import lightspeed.retailer.LineState.Outage;
import lightspeed.retailer.LineState.Refused;
import lightspeed.retailer.LineState.Streak;
import org.jspecify.annotations.Nullable;

/// How the line goes from one state to the next. Pure: no clock, no database.
final class LineRules {
  /// So many orders in a row with the same refusal: the world is wrong, not the orders.
  static final int LONGEST_STREAK = 3;

  private final LineTimes times;

  LineRules(LineTimes times) {
    this.times = times;
  }

  /// A probe that failed.
  ///
  /// @param reason in words, with a full stop
  /// @param credential fingerprint of the token when that was refused
  /// @param retryAfter what the server asked for
  record Failure(String reason, @Nullable String credential, @Nullable Duration retryAfter) {}

  /// One order's refusal.
  ///
  /// @param kind what was refused
  /// @param words status and text
  record Refusal(Refused refused, String kind, String words) {}

  /// The probe failed: the line is down, or stays so.
  LineState failed(LineState was, Failure failure, Instant now) {
    Outage before = was.outage();
    Duration delay =
        before == null
            ? times.firstProbe()
            : shorter(before.delay().multipliedBy(2), times.longestProbe());
    Duration asked = failure.retryAfter();
    Duration wait =
        asked == null ? delay : longer(delay, shorter(asked, times.longestRetryAfter()));
    Instant since =
        before != null ? before.since() : was.recovering() != null ? was.recovering().since() : now;
    Outage outage =
        new Outage(since, failure.reason(), failure.credential(), now.plus(wait), delay);
    return new LineState(was.upSince(), outage, null, null, was.streak(), was.hold());
  }

  /// The probe was answered. An outage is over; one order goes first, unless none waits or orders
  /// are tried one by one anyway.
  ///
  /// @param first the order's job that would go first; null when none waits
  LineState answered(LineState was, @Nullable JobId first, Instant now) {
    Outage over = was.outage();
    if (over == null) {
      return was;
    }
    if (was.hold() != null || first == null) {
      return new LineState(now, null, null, null, was.streak(), was.hold());
    }
    return new LineState(now, null, over, first, was.streak(), null);
  }

  /// An order was taken: the rest may go, whatever was before.
  LineState taken(LineState was) {
    return was.kind() == Kind.DOWN
        ? was
        : new LineState(was.upSince(), null, null, null, null, null);
  }

  /// Those whose refusal turned out to be their own when an order was taken, or a person tried one
  /// of them again.
  List<Refused> refusedOnTheirOwn(LineState was, JobId taken) {
    Streak streak = was.streak();
    return was.hold() == null || streak == null
        ? List.of()
        : streak.refused().stream().filter(each -> !each.job().equals(taken)).toList();
  }

  /// Lightspeed refused an order in its own words.
  ///
  /// @param othersTaken whether another order's write of this kind was taken since the last refusal
  LineState refused(LineState was, Refusal refusal, boolean othersTaken, Instant now) {
    Streak before = was.streak();
    boolean isSame =
        before != null
            && before.kind().equals(refusal.kind())
            && before.words().equals(refusal.words());
    if (was.hold() != null && before != null) {
      return isSame
          ? was.withStreak(longer(before, refusal.refused(), now))
          : without(was, refusal);
    }
    Streak streak =
        before != null && isSame && !othersTaken
            ? longer(before, refusal.refused(), now)
            : new Streak(refusal.kind(), refusal.words(), List.of(refusal.refused()), now);
    LineState next = was.withStreak(streak);
    if (streak.refused().size() < LONGEST_STREAK) {
      return next;
    }
    Hold hold = new Hold(now, now.plus(times.firstTrial()), times.firstTrial());
    return new LineState(was.upSince(), was.outage(), null, null, streak, hold);
  }

  /// While sending is held, an order is refused for something else: that is its own. The hold ends
  /// when none is left that it is about.
  private LineState without(LineState was, Refusal refusal) {
    Streak before = Objects.requireNonNull(was.streak());
    List<Refused> others =
        before.refused().stream()
            .filter(each -> !each.order().equals(refusal.refused().order()))
            .toList();
    return others.isEmpty()
        ? taken(was)
        : was.withStreak(new Streak(before.kind(), before.words(), others, before.lastAt()));
  }

  private static Streak longer(Streak before, Refused refused, Instant now) {
    List<Refused> all = new ArrayList<>(before.refused());
    all.removeIf(each -> each.order().equals(refused.order()));
    all.add(refused);
    return new Streak(before.kind(), before.words(), all, now);
  }

  /// Whether the one that goes first, or the next trial, is to be chosen.
  ///
  /// @param isTrialOver whether the job that had the turn has ended or is gone
  boolean needsTrial(LineState state, boolean isTrialOver, Instant now) {
    boolean isFree = state.trial() == null || isTrialOver;
    return switch (state.kind()) {
      case UP, DOWN -> false;
      case FIRST -> isFree;
      case HOLD -> isFree && !now.isBefore(Objects.requireNonNull(state.hold()).nextTrialAt());
    };
  }

  /// The next one has its turn. After an outage everyone goes when none is left to go first.
  ///
  /// @param next null when none waits
  LineState turnOf(LineState was, @Nullable JobId next, Instant now) {
    Hold hold = was.hold();
    if (hold == null) {
      return next == null ? taken(was).withStreak(was.streak()) : was.withTrial(next);
    }
    if (next == null) {
      return was.withTrial(null);
    }
    Duration delay = shorter(hold.delay().multipliedBy(2), times.longestTrial());
    return was.withTrial(next).withHold(new Hold(hold.since(), now.plus(delay), delay));
  }

  /// Whether Lightspeed is to be asked now whether it is back.
  ///
  /// @param credential fingerprint of the token as it is now
  boolean isProbeDue(LineState state, String credential, Instant now) {
    Outage outage = state.outage();
    if (outage == null) {
      return false;
    }
    String refused = outage.credential();
    boolean isNewToken = refused != null && !refused.equals(credential);
    return isNewToken || !now.isBefore(outage.nextProbeAt());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
