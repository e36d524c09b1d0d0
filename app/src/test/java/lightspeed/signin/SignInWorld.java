package lightspeed.signin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.audit.AuditLog;
import lightspeed.audit.AuditVerification;
import lightspeed.audit.VerifyAudit;
import lightspeed.config.Network;
import lightspeed.db.TestDatabase;
import lightspeed.server.Feature;
import lightspeed.server.ForwardedScheme;
import lightspeed.server.ServerOptions;
import lightspeed.server.WebServer;

/// A server with sign-in and one route for each right, on a real port and database.
final class SignInWorld implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final Actor TEST = new Actor("test", null);

  final SettableClock clock = new SettableClock();
  final List<Network> proxies = new CopyOnWriteArrayList<>();
  final AtomicReference<SessionLimits> limits =
      new AtomicReference<>(new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12)));
  final Users users;
  final SetUp setUp;
  private final TestDatabase database;
  private WebServer server;

  SignInWorld(TestDatabase database) {
    this.database = database;
    var audit = new AuditLog(clock);
    this.users = new Users(database.database(), audit, clock);
    this.setUp = new SetUp(database.database(), audit, clock);
    this.server = start();
  }

  private WebServer start() {
    var signIn =
        new SignIn(
            new OpenPaths(List.of("/open/")),
            database.database(),
            new SignIn.Live(limits::get, () -> proxies),
            clock,
            System::nanoTime);
    Feature routes =
        config -> {
          for (var right : Right.values()) {
            config.routes.get(
                "/need/" + right, context -> context.result("done by " + who(context)), right);
            config.routes.post("/need/" + right, context -> context.result("changed"), right);
          }
          config.routes.get("/forgotten", context -> context.result("secret"));
          config.routes.get("/open/file", context -> context.result("for all"));
          config.routes.get(
              "/token", context -> context.result(SignedIn.csrfToken(context)), Right.READ);
          config.routes.get(
              "/notice",
              context -> context.result(String.valueOf(SignedIn.takeNotice(context))),
              Right.READ);
          config.routes.get(
              "/keep",
              context -> SignedIn.keep(context, "text", context.queryParam("text")),
              Right.READ);
          config.routes.get(
              "/kept",
              context -> context.result(String.valueOf(SignedIn.kept(context, "text"))),
              Right.READ);
          config.routes.post(
              "/echo",
              context -> context.result(String.valueOf(SignedIn.form(context, "text"))),
              Right.READ);
        };
    var started =
        new WebServer(
            ServerOptions.at("127.0.0.1", 0),
            List.of(new ForwardedScheme(() -> proxies), signIn, routes));
    started.start();
    return started;
  }

  private static String who(io.javalin.http.Context context) {
    return SignedIn.find(context).map(Person::name).orElse("nobody");
  }

  Browser browser() {
    return new Browser(server.url());
  }

  int port() {
    return server.port();
  }

  String url() {
    return server.url();
  }

  /// As after a restart of the program.
  void restart() {
    server.close();
    server = start();
  }

  void have(String name, Role role) throws InterruptedException {
    users.create(name, role, PASSWORD, TEST);
  }

  long count(String sql) {
    return database.database().read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  List<String> audited() {
    return database
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT CONCAT(action, ' ', COALESCE(entity_id, '-'), ' by ', actor)
                        FROM audit_log
                        ORDER BY id
                        """)
                    .mapTo(String.class)
                    .list());
  }

  /// The addresses in the audit log, in their order.
  List<String> sources() {
    return database
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT source_address
                        FROM audit_log
                        WHERE source_address IS NOT NULL
                        ORDER BY id
                        """)
                    .mapTo(String.class)
                    .list());
  }

  AuditVerification verifyAudit() {
    return database.database().read(VerifyAudit::verify);
  }

  @Override
  public void close() {
    server.close();
  }
}
