package lightspeed.xseries;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call that did not give what was asked for: no answer, an answer that says no, or an answer we
/// cannot read.
public abstract sealed class XSeriesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CallName call;

  private XSeriesException(CallName call, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.call = call;
  }

  public CallName call() {
    return call;
  }

  public String operation() {
    return call.operation();
  }

  public String method() {
    return call.method();
  }

  public String path() {
    return call.path();
  }

  /// True when this was a write that may have been carried out, or may still be: read back before
  /// sending it again.
  public abstract boolean outcomeIsUnknown();

  /// No answer, or one that says the server is in trouble (5xx).
  public static final class Unavailable extends XSeriesException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Integer status;
    private final boolean wasSent;
    private final @Nullable Duration retryAfter;

    /// An answer that says the server is in trouble.
    ///
    /// @param retryAfter when to ask again, zero or more; null when it does not say
    public Unavailable(
        CallName call, int status, boolean wasSent, String reason, @Nullable Duration retryAfter) {
      super(call, describe(call, wasSent, reason), null);
      this.status = status;
      this.wasSent = wasSent;
      this.retryAfter = retryAfter;
    }

    /// No usable answer.
    ///
    /// @param wasSent false only when the request surely never left, such as a refused connection
    public Unavailable(
        CallName call,
        @Nullable Integer status,
        boolean wasSent,
        String reason,
        @Nullable Throwable cause) {
      super(call, describe(call, wasSent, reason), cause);
      this.status = status;
      this.wasSent = wasSent;
      this.retryAfter = null;
    }

    private static String describe(CallName call, boolean wasSent, String reason) {
      if (!wasSent) {
        return "Lightspeed could not be reached for "
            + call
            + ": "
            + reason
            + ". Nothing was sent; it can be tried again.";
      }
      return "Lightspeed gave no usable answer to "
          + call
          + ": "
          + reason
          + (call.isWrite()
              ? ". It may have been carried out; it is read back before it is sent again."
              : ". It can be tried again.");
    }

    /// The 5xx status, null when no answer came at all.
    public @Nullable Integer status() {
      return status;
    }

    public boolean wasSent() {
      return wasSent;
    }

    /// When the server asks to be tried again; null when it does not say.
    public @Nullable Duration retryAfter() {
      return retryAfter;
    }

    @Override
    public boolean outcomeIsUnknown() {
      return wasSent && call().isWrite();
    }
  }

  /// Refused with 429; nothing was carried out. Not a failed attempt.
  public static final class RateLimited extends XSeriesException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /// A refusal that ends by itself.
    ///
    /// @param retryAfter zero or more, measured against the server's own clock
    public RateLimited(CallName call, Duration retryAfter) {
      super(
          call,
          "Lightspeed refused "
              + call
              + " because its call limit is used up. All calls wait for "
              + retryAfter.toSeconds()
              + " s.",
          null);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }

    @Override
    public boolean outcomeIsUnknown() {
      return false;
    }
  }

  /// Refused with another 4xx, 403 included, in the vendor's own JSON: it will be refused again as
  /// it is.
  public static final class Rejected extends XSeriesException {
    private static final long serialVersionUID = 1L;
    private static final int FORBIDDEN = 403;

    private final int status;
    private final transient Refusal refusal;

    public Rejected(CallName call, int status, Refusal refusal) {
      super(
          call,
          "Lightspeed rejected "
              + call
              + " with "
              + status
              + ": "
              + refusal.summary()
              + (status == FORBIDDEN ? ". " + Scopes.demand(call) : ".")
              + " The same request is not sent again.",
          null);
      this.status = status;
      this.refusal = refusal;
    }

    public int status() {
      return status;
    }

    /// The vendor's own code, null when there was none.
    public @Nullable String code() {
      return refusal.code();
    }

    /// Everything the vendor said, in its words; empty when it said nothing.
    public List<String> messages() {
      return refusal.messages();
    }

    /// What the vendor said about single members; empty when it named none.
    public Map<String, List<String>> fields() {
      return refusal.fields();
    }

    @Override
    public boolean outcomeIsUnknown() {
      return false;
    }
  }

  /// Refused with 401: the token is not valid, or not for this.
  public static final class Unauthorized extends XSeriesException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Refusal refusal;

    public Unauthorized(CallName call, int status, Refusal refusal) {
      super(
          call,
          "Lightspeed refused the credentials for "
              + call
              + " with "
              + status
              + ": "
              + refusal.summary()
              + ". Check the API token, then run vend:test.",
          null);
      this.status = status;
      this.refusal = refusal;
    }

    public int status() {
      return status;
    }

    /// Everything the vendor said, in its words; empty when it said nothing.
    public List<String> messages() {
      return refusal.messages();
    }

    @Override
    public boolean outcomeIsUnknown() {
      return false;
    }
  }

  /// An answer that is not as documented.
  public static final class Unreadable extends XSeriesException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Integer status;
    private final String excerpt;

    /// An answer that was not understood.
    ///
    /// @param excerpt the beginning of the answer, redacted, at most 500 characters
    public Unreadable(
        CallName call,
        @Nullable Integer status,
        String reason,
        String excerpt,
        @Nullable Throwable cause) {
      super(
          call,
          "The answer to "
              + call
              + " cannot be read: "
              + reason
              + (call.isWrite()
                  ? ". It may have been carried out; it is read back before it is sent again."
                  : ".")
              + (excerpt.isEmpty() ? "" : " It begins: " + excerpt),
          cause);
      this.status = status;
      this.excerpt = excerpt;
    }

    public @Nullable Integer status() {
      return status;
    }

    public String excerpt() {
      return excerpt;
    }

    @Override
    public boolean outcomeIsUnknown() {
      return call().isWrite();
    }
  }
}
