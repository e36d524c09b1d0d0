package lightspeed;

import java.time.InstantSource;
import java.util.List;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.SecretBox;
import lightspeed.signin.ApiTokens;
import lightspeed.signin.OpenPaths;
import lightspeed.signin.SecondFactors;
import lightspeed.signin.SessionLimits;
import lightspeed.signin.SetUp;
import lightspeed.signin.SignIn;
import lightspeed.signin.Users;

/// People: who they are, and how they sign in.
///
/// **Threads:** safe.
final class SignInPart {
  /// What stands behind these has a proof of its own or is for everybody.
  private static final OpenPaths OPEN =
      new OpenPaths(List.of("/health/", "/webhooks/lightspeed", "/assets/", "/webjars/"));

  private final Database database;
  private final LiveSettings settings;
  private final SecretBox box;
  private final AuditLog audit;
  private final InstantSource clock;

  SignInPart(
      Database database,
      LiveSettings settings,
      SecretBox box,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.box = box;
    this.audit = audit;
    this.clock = clock;
  }

  Users users() {
    return new Users(database, audit, clock);
  }

  ApiTokens tokens() {
    return new ApiTokens(database, audit, clock);
  }

  SetUp setUp() {
    return new SetUp(database, audit, clock);
  }

  SignIn signIn() {
    return new SignIn(
        OPEN,
        database,
        box,
        new SignIn.Live(
            this::limits,
            this::isSecondFactorRequired,
            () -> settings.current().server().trustedProxies()),
        audit,
        clock,
        System::nanoTime);
  }

  SecondFactors secondFactors() {
    return new SecondFactors(database, box, this::isSecondFactorRequired, audit, clock);
  }

  private boolean isSecondFactorRequired() {
    return settings.current().signIn().isSecondFactorRequired();
  }

  private SessionLimits limits() {
    var config = settings.current().signIn();
    return new SessionLimits(config.idle(), config.longest());
  }
}
