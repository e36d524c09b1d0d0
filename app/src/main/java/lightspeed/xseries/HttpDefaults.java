package lightspeed.xseries;

/// What Java's HTTP client can only be told for the whole process, and only before its first use:
/// by whoever uses it first. It repeats a GET by itself when the connection breaks; that would be a
/// call that the budget did not grant.
public final class HttpDefaults {
  /// Shorter than what servers and load balancers keep (30 to 75 s), so that a write does not run
  /// into a connection that is just being closed and leave its outcome unknown.
  private static final String IDLE_CONNECTION_SECONDS = "10";

  private HttpDefaults() {}

  /// Leaves alone what was set on the command line. **Twice** is fine.
  public static void set() {
    setDefault("jdk.httpclient.redirects.retrylimit", "1");
    setDefault("jdk.httpclient.disableRetryConnect", "true");
    setDefault("jdk.httpclient.keepalive.timeout", IDLE_CONNECTION_SECONDS);
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
