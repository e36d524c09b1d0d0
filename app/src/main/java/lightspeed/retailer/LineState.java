package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.job.JobId;
import org.jspecify.annotations.Nullable;

/// Whether anything can be sent to Lightspeed, as all processes of the retailer know it.
/// [LineRules] says how one state becomes the next.
///
/// @param upSince when an outage ended last, or the retailer was first seen
/// @param outage why and since when nothing is sent or read; null: the line is not down
/// @param recovering the outage that ended, while one order goes first; null: none is needed
/// @param trial the one job that may send while others wait; null: none at the moment
/// @param streak the refusals since the last order that was taken; null: none
/// @param hold since when sending is held, because the streak became too long; null: it is not. It
///     outlives an outage
public record LineState(
    Instant upSince,
    @Nullable Outage outage,
    @Nullable Outage recovering,
    @Nullable JobId trial,
    @Nullable Streak streak,
    @Nullable Hold hold) {

  /// What it means for those who want to send.
  public enum Kind {
    UP,
    /// Lightspeed does not answer, or not to us.
    DOWN,
    /// It answers again; one order goes first.
    FIRST,
    /// It refuses orders one after the other, all with the same words.
    HOLD
  }

  /// Lightspeed does not answer.
  ///
  /// @param reason in words, with a full stop
  /// @param credential fingerprint of the token that was refused; null: it was something else
  /// @param nextProbeAt when it is asked again
  /// @param delay how long that was waited for
  public record Outage(
      Instant since,
      String reason,
      @Nullable String credential,
      Instant nextProbeAt,
      Duration delay) {}

  /// The same refusal of several orders, with no order taken between them.
  ///
  /// @param kind what was refused, such as `createConsignment`
  /// @param words status and text of the refusal
  /// @param refused oldest first, each order once
  /// @param lastAt when the last of them was refused
  public record Streak(String kind, String words, List<Refused> refused, Instant lastAt) {
    public Streak {
      refused = List.copyOf(refused);
    }

    Set<JobId> jobs() {
      return refused.stream().map(Refused::job).collect(Collectors.toSet());
    }
  }

  /// An order that was refused, and its job.
  public record Refused(String order, JobId job) {}

  /// One order at a time is tried.
  ///
  /// @param nextTrialAt when the next one may be
  /// @param delay how long that is waited for
  public record Hold(Instant since, Instant nextTrialAt, Duration delay) {}

  static LineState upSince(Instant now) {
    return new LineState(now, null, null, null, null, null);
  }

  public Kind kind() {
    if (outage != null) {
      return Kind.DOWN;
    }
    if (hold != null) {
      return Kind.HOLD;
    }
    return recovering == null ? Kind.UP : Kind.FIRST;
  }

  /// Since when it is so.
  public Instant since() {
    return switch (kind()) {
      case UP -> upSince;
      case DOWN -> Objects.requireNonNull(outage).since();
      case FIRST -> Objects.requireNonNull(recovering).since();
      case HOLD -> Objects.requireNonNull(hold).since();
    };
  }

  /// Whether the token was refused, and nothing else is known to be wrong.
  public boolean isCredentialRefused() {
    return outage != null && outage.credential() != null;
  }

  /// Why orders wait, since when, and what happens next; empty when the line is up.
  public String words() {
    String since = since().truncatedTo(ChronoUnit.SECONDS).toString();
    return switch (kind()) {
      case UP -> "";
      case DOWN -> downWords(Objects.requireNonNull(outage), since);
      case FIRST ->
          "Lightspeed answers again after the outage since "
              + since
              + ". One order goes first; the others follow when it has been taken.";
      case HOLD ->
          "Sending is held since "
              + since
              + ": Lightspeed refused "
              + Objects.requireNonNull(streak).refused().size()
              + " orders in a row, each with "
              + streak.words()
              + ". One order at a time is tried; the first that is taken lets the others go.";
    };
  }

  private static String downWords(Outage outage, String since) {
    if (outage.credential() != null) {
      return "Lightspeed refuses the API token since "
          + since
          + ": "
          + outage.reason()
          + " Nothing is sent until a new token is set or Lightspeed takes this one again.";
    }
    return "Lightspeed is down since "
        + since
        + ": "
        + outage.reason()
        + " Nothing is sent until it answers; it is asked again at least every 15 minutes.";
  }

  LineState withTrial(@Nullable JobId newTrial) {
    return new LineState(upSince, outage, recovering, newTrial, streak, hold);
  }

  LineState withStreak(@Nullable Streak newStreak) {
    return new LineState(upSince, outage, recovering, trial, newStreak, hold);
  }

  LineState withHold(@Nullable Hold newHold) {
    return new LineState(upSince, outage, recovering, trial, streak, newHold);
  }
}
