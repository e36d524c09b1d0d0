package xseries.emulator.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One fault and the requests it meets. Start with [#of] and narrow it down.
///
/// @param where which requests match
/// @param when which of the matching requests it meets
/// @param status for [FaultKind#STATUS]
/// @param delay for the kinds that take time
/// @param isApplied for [FaultKind#STATUS]: whether the request is carried out all the same
/// @param lasts how long it is in force from the moment it is added; null: until it is removed
/// @param body what is answered instead of the kind's own words, null: those
public record Fault(
    FaultKind kind,
    Where where,
    When when,
    int status,
    Duration delay,
    boolean isApplied,
    @Nullable Duration lasts,
    @Nullable Body body) {

  /// Which requests match.
  ///
  /// @param method the method it is for; empty means all
  /// @param path the path after the version base, `*` standing for any text; a webhook delivery has
  /// the path `/` and its type
  /// @param reference only calls about a consignment with this reference; null: all
  /// @param outletId only calls about a consignment of this outlet; null: all
  public record Where(
      String method, String path, @Nullable String reference, @Nullable String outletId) {
    static final Where EVERYWHERE = new Where("", "*", null, null);

    public Where {
      if (!path.startsWith("/") && !path.startsWith("*")) {
        throw new IllegalArgumentException("path must begin with / or *.");
      }
    }

    boolean asksForSubject() {
      return reference != null || outletId != null;
    }
  }

  /// Which of the matching requests a fault meets. Zero in `nth`, `every` and `probability` means
  /// all.
  ///
  /// @param nth the n-th matching request, counted from 1, and those after it while `times` lasts
  /// @param every each so many requests
  /// @param probability 0 to 1, drawn from the seeded random
  /// @param times how often at most
  public record When(int nth, int every, double probability, int times) {
    static final When ALWAYS = new When(0, 0, 0, Integer.MAX_VALUE);

    public When {
      if (nth < 0 || every < 0 || times < 1) {
        throw new IllegalArgumentException("nth, every and times must be 1 or more.");
      }
      if (probability < 0 || probability > 1) {
        throw new IllegalArgumentException("probability must be 0 to 1.");
      }
    }
  }

  /// A body of choice.
  ///
  /// @param text null: the kind's own words under this content type
  public record Body(@Nullable String text, String contentType) {
    /// What a body is when nobody says otherwise.
    public static final String JSON = "application/json; charset=utf-8";

    public Body {
      if (contentType.isBlank() || contentType.chars().anyMatch(one -> one < ' ' || one > '~')) {
        throw new IllegalArgumentException("content_type must be plain ASCII text.");
      }
    }
  }

  private static final Duration MAX_DELAY = Duration.ofHours(1);
  private static final Duration MAX_LASTS = Duration.ofDays(1);

  public Fault {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be 200 to 599.");
    }
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException("delay_ms must be 0 to 3600000.");
    }
    if (lasts != null && (!lasts.isPositive() || lasts.compareTo(MAX_LASTS) > 0)) {
      throw new IllegalArgumentException("for_ms must be 1 to 86400000.");
    }
    if (body != null && !kind.takesBody()) {
      throw new IllegalArgumentException(
          "body and content_type are for STATUS, GARBAGE and WRONG_TYPE only.");
    }
    if (kind.isOfDeliveries() && where.asksForSubject()) {
      throw new IllegalArgumentException("reference and outlet_id are for calls only.");
    }
  }

  /// The fault for every request: status 503, a delay of two seconds, without end.
  public static Fault of(FaultKind kind) {
    return new Fault(
        kind, Where.EVERYWHERE, When.ALWAYS, 503, Duration.ofSeconds(2), false, null, null);
  }

  public String method() {
    return where.method();
  }

  public String path() {
    return where.path();
  }

  /// Narrows to requests like `POST`, `/consignments/*/bulk`.
  public Fault on(String method, String path) {
    return where(new Where(method, path, where.reference(), where.outletId()));
  }

  /// Narrows to calls about a consignment with this reference: the one in the path, or the one
  /// that is being created.
  public Fault about(String reference) {
    return where(new Where(where.method(), where.path(), reference, where.outletId()));
  }

  /// Narrows to calls about a consignment of this outlet: the one in the path, or the one that is
  /// being created; and to lists that ask for the outlet.
  public Fault atOutlet(String outletId) {
    return where(new Where(where.method(), where.path(), where.reference(), outletId));
  }

  private Fault where(Where newWhere) {
    return new Fault(kind, newWhere, when, status, delay, isApplied, lasts, body);
  }

  /// Only the n-th matching request, counted from 1.
  public Fault nth(int nth) {
    return when(new When(nth, 0, 0, 1));
  }

  public Fault every(int every) {
    return when(new When(0, every, 0, when.times()));
  }

  public Fault probability(double probability) {
    return when(new When(0, 0, probability, when.times()));
  }

  public Fault times(int times) {
    return when(new When(when.nth(), when.every(), when.probability(), times));
  }

  public Fault when(When newWhen) {
    return new Fault(kind, where, newWhen, status, delay, isApplied, lasts, body);
  }

  public Fault status(int newStatus) {
    return new Fault(kind, where, when, newStatus, delay, isApplied, lasts, body);
  }

  public Fault delay(Duration newDelay) {
    return new Fault(kind, where, when, status, newDelay, isApplied, lasts, body);
  }

  /// A failing status although the request was carried out.
  public Fault applied() {
    return new Fault(kind, where, when, status, delay, true, lasts, body);
  }

  /// In force only so long after it is added, by the emulator's clock.
  public Fault lasting(Duration newLasts) {
    return new Fault(kind, where, when, status, delay, isApplied, newLasts, body);
  }

  /// Answers this text instead of the kind's own words.
  public Fault body(@Nullable String text, String contentType) {
    return new Fault(
        kind, where, when, status, delay, isApplied, lasts, new Body(text, contentType));
  }
}
