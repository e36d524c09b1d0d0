package lightspeed.signin;

import java.util.Set;

/// Names under which the program itself stands in the audit log; no person is called so.
final class OwnActors {
  static final String API = "api";
  static final String CONSOLE = "console";
  static final String SERVER = "serve";
  static final String SIGN_IN = "sign-in";

  /// Made a token before it was kept who did.
  static final String UNKNOWN = "unknown";

  /// As [NameForm#key] makes them; also what would be read as the program.
  static final Set<String> RESERVED =
      Set.of(
          SERVER,
          SIGN_IN,
          API,
          "audit",
          "cli",
          CONSOLE,
          "lightspeed",
          "lightspeed-cli",
          "notify",
          "program",
          "sandbox",
          "system",
          "token",
          UNKNOWN,
          "webhook",
          "worker");

  private OwnActors() {}
}
