package lightspeed.signin;

import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import lightspeed.audit.AuditLog;
import lightspeed.config.Network;
import lightspeed.db.Database;
import lightspeed.server.Feature;
import org.eclipse.jetty.ee10.servlet.FilterHolder;

/// Lets people in, and nobody else.
///
/// 1. [SignInFilter] stands before every page: who is this, and is a change one of our own forms?
/// 2. [RouteGuard] asks of each matched route whether this person has its [Right].
/// 3. [SignInPages] and [PasswordPages] are what people without a session may see.
///
/// Pages find the person by [SignedIn].
public final class SignIn implements Feature {
  private final OpenPaths open;
  private final DataSource connections;
  private final Sessions sessions;
  private final SignInPages signInPages;
  private final PasswordPages passwordPages;
  private final Users users;
  private final SetUp setUp;

  /// @param limits how long a sign-in lasts, at the moment
  /// @param proxies whose word about the client's address counts, at the moment
  public SignIn(
      OpenPaths open,
      Database database,
      DataSource connections,
      Supplier<SessionLimits> limits,
      Supplier<List<Network>> proxies,
      InstantSource clock) {
    this.open = open;
    this.connections = connections;
    var audit = new AuditLog(clock);
    var hashes = new PasswordHashes();
    var check =
        new PasswordCheck(database, hashes, new SignInTries(database, clock), audit, clock);
    var pages = new PageAnswers();
    this.sessions = new Sessions(database, limits, clock);
    this.users = new Users(database, hashes, audit, clock);
    this.setUp = new SetUp(database, hashes, audit, clock);
    this.signInPages = new SignInPages(check, sessions, users, proxies, pages);
    this.passwordPages = new PasswordPages(setUp, check, users, sessions, proxies, pages);
  }

  public Users users() {
    return users;
  }

  public SetUp setUp() {
    return setUp;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.jetty.modifyServletContextHandler(
        handler -> {
          handler.setSessionHandler(SessionTable.handler(connections));
          var filter = new FilterHolder(new SignInFilter(open, sessions));
          filter.setAsyncSupported(true);
          handler.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
    config.routes.beforeMatched(new RouteGuard(open)::check);
    signInPages.addTo(config.routes);
    passwordPages.addTo(config.routes);
  }
}
