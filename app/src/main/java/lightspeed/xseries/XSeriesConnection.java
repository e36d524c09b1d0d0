package lightspeed.xseries;

import java.time.Duration;

/// How to talk to the API.
///
/// @param requestTimeout for one whole call, from connecting to the last byte of the answer
/// @param connectTimeout for the connection alone
/// @param maxBodyBytes an answer longer than this is not read on
/// @param userAgent product, version and a contact, as Lightspeed asks of integrations
/// @param rateWindow how long Lightspeed's rate window is; no `Retry-After` is believed beyond it
public record XSeriesConnection(
    XSeriesAddress address,
    Duration requestTimeout,
    Duration connectTimeout,
    int maxBodyBytes,
    String userAgent,
    Duration rateWindow) {
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(6);
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(3);
  public static final int DEFAULT_MAX_BODY_BYTES = 16 * 1024 * 1024;

  /// Lightspeed counts calls in windows of five minutes.
  public static final Duration DEFAULT_RATE_WINDOW = Duration.ofMinutes(5);

  public XSeriesConnection {
    requirePositive(requestTimeout, "request timeout");
    requirePositive(connectTimeout, "connect timeout");
    requirePositive(rateWindow, "rate window");
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("The largest body is at least 1 byte.");
    }
    if (userAgent.isBlank() || userAgent.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("The user agent is visible ASCII text.");
    }
  }

  /// With the defaults for everything else.
  public static XSeriesConnection to(
      XSeriesAddress address, Duration requestTimeout, String userAgent) {
    return new XSeriesConnection(
        address,
        requestTimeout,
        DEFAULT_CONNECT_TIMEOUT,
        DEFAULT_MAX_BODY_BYTES,
        userAgent,
        DEFAULT_RATE_WINDOW);
  }

  public XSeriesConnection withRateWindow(Duration newRateWindow) {
    return new XSeriesConnection(
        address, requestTimeout, connectTimeout, maxBodyBytes, userAgent, newRateWindow);
  }

  public XSeriesConnection withMaxBodyBytes(int newMaxBodyBytes) {
    return new XSeriesConnection(
        address, requestTimeout, connectTimeout, newMaxBodyBytes, userAgent, rateWindow);
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("The " + name + " is longer than zero.");
    }
  }
}
