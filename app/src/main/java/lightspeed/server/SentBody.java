package lightspeed.server;

import io.javalin.http.Context;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The body of one request: how much of it is taken, how fast it must come, and what of it counts
/// against the [BodyBudget]. It begins with the little that a stranger may send; whoever finds out
/// who the sender is, or what a call takes, allows more.
///
/// **Threads:** safe.
public final class SentBody {
  /// Of everybody who has not proven who they are: enough for every form to sign in.
  public static final int STRANGER_BYTES = 16 * 1024;

  /// Of forms on pages.
  public static final int FORM_BYTES = 256 * 1024;

  /// The least that must have come for each second after the first ones.
  private static final int LEAST_BYTES_A_SECOND = 16 * 1024;

  /// Bytes in memory for each byte of a JSON document, as far as such documents are taken.
  private static final int DOCUMENT_FACTOR = 4;

  private static final int KB = 1024;

  private static final String ATTRIBUTE = SentBody.class.getName();

  private final BodyBudget budget;
  private final KnownAddresses known;
  private final String address;
  private final Duration grace;
  private final LongSupplier nanoTicker;
  private BodyBudget.Holder holder;
  private long most = STRANGER_BYTES;
  private long mostHeld = STRANGER_BYTES;
  private int factor = 1;
  private long received;
  private long charged;
  private long began;
  private boolean isBegun;
  private boolean isOver;
  private @Nullable Problem refusal;

  /// @param address as [ClientAddress#group] writes it
  /// @param grace for this long a body may come as slowly as it likes
  SentBody(
      BodyBudget budget,
      KnownAddresses known,
      String address,
      Duration grace,
      LongSupplier nanoTicker) {
    this.budget = budget;
    this.known = known;
    this.address = address;
    this.grace = grace;
    this.nanoTicker = nanoTicker;
    this.holder = new BodyBudget.Holder(address, false);
  }

  /// The body of this request.
  public static SentBody of(Context context) {
    return of(context.req());
  }

  /// The body of this request.
  public static SentBody of(ServletRequest request) {
    return Objects.requireNonNull((SentBody) request.getAttribute(ATTRIBUTE));
  }

  static @Nullable SentBody of(org.eclipse.jetty.server.Request request) {
    return (SentBody) request.getAttribute(ATTRIBUTE);
  }

  void attachTo(org.eclipse.jetty.server.Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /// The sender has proven who it is: forms of pages are taken, and the address is known for a
  /// while.
  public synchronized void fromKnown() {
    known.remember(address);
    if (charged == 0) {
      holder = new BodyBudget.Holder(address, true);
    }
    upTo(FORM_BYTES);
  }

  /// Takes bodies of this length, all of which is held in memory as it came.
  public void upTo(long bytes) {
    allow(bytes, bytes, 1);
  }

  /// Takes documents of this length, of which something larger is made.
  public void documentUpTo(long bytes) {
    allow(bytes, bytes, DOCUMENT_FACTOR);
  }

  /// Takes bodies of this length that are written to disk as they come.
  public void fileUpTo(long bytes) {
    allow(bytes, FORM_BYTES, 1);
  }

  private synchronized void allow(long bytes, long held, int chargedForEach) {
    most = bytes;
    mostHeld = held;
    factor = chargedForEach;
  }

  /// Why the body was not taken; empty when it was, or nobody has read it yet. Whoever reads a body
  /// that is refused gets an [java.io.IOException].
  public synchronized Optional<Problem> refusal() {
    return Optional.ofNullable(refusal);
  }

  /// Hears how long the body will be, before the first byte is read.
  synchronized void announced(long bytes) {
    if (bytes > most) {
      refusal = tooLarge();
    }
  }

  /// Hears that bytes came; they are refused when [#refusal] says so afterwards.
  synchronized void came(int bytes) {
    if (refusal != null) {
      return;
    }
    received += bytes;
    if (received > most) {
      refusal = tooLarge();
    } else if (isLate()) {
      refusal = new Problem(408, "too_slow", "The body came too slowly; send it again.");
    } else if (!charge(Math.min(received, mostHeld) * factor - charged)) {
      refusal =
          new Problem(
              503, "overloaded", "Too much is being sent at the same time; see Retry-After.");
    }
    if (refusal != null) {
      release();
    }
  }

  /// The request has been answered.
  synchronized void over() {
    isOver = true;
    release();
  }

  private boolean charge(long bytes) {
    if (isOver || bytes <= 0) {
      return true;
    }
    if (!budget.take(holder, bytes)) {
      return false;
    }
    charged += bytes;
    return true;
  }

  private void release() {
    if (charged > 0) {
      budget.give(holder, charged);
      charged = 0;
    }
  }

  private boolean isLate() {
    long now = nanoTicker.getAsLong();
    if (!isBegun) {
      isBegun = true;
      began = now;
    }
    var allowed = grace.plusSeconds(received / LEAST_BYTES_A_SECOND);
    return now - began > allowed.toNanos();
  }

  private Problem tooLarge() {
    return new Problem(
        413, "too_large", "This is larger than " + size(most) + ", the most that is taken here.");
  }

  private static String size(long bytes) {
    if (bytes % KB != 0) {
      return bytes + " bytes";
    }
    long kilobytes = bytes / KB;
    return kilobytes % KB == 0 ? kilobytes / KB + " MB" : kilobytes + " kB";
  }
}
