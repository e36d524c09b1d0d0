package lightspeed.signin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.audit.ActorName;
import lightspeed.audit.AuditVerification;
import lightspeed.audit.TestAudit;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.config.EnvFile;
import lightspeed.config.Network;
import lightspeed.config.SettingSources;
import lightspeed.db.TestDatabase;
import lightspeed.server.Feature;
import lightspeed.server.ForwardedScheme;
import lightspeed.server.ServerOptions;
import lightspeed.server.WebServer;
import lightspeed.settings.KeySource;
import lightspeed.settings.SecretBox;

/// A server with sign-in and one route for each right, on a real port and database.
final class SignInWorld implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  static final Actor TEST = new Actor("test", null);

  final SettableClock clock = new SettableClock();
  final List<Network> proxies = new CopyOnWriteArrayList<>();
  final AtomicReference<SessionLimits> limits =
      new AtomicReference<>(new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12)));
  final AtomicBoolean isSecondFactorRequired = new AtomicBoolean();
  final SecondFactors factors;
  final Users users;
  final SetUp setUp;
  private final SecretBox box =
      new SecretBox(KeySource.of(configuration(), new DataDirectory(Path.of("unused"))));
  private final TestDatabase database;
  List<String> recoveryCodes = List.of();
  private WebServer server;

  SignInWorld(TestDatabase database) {
    this.database = database;
    var audit = TestAudit.log(clock);
    this.users = new Users(database.database(), audit, clock);
    this.setUp = new SetUp(database.database(), audit, clock);
    this.factors =
        new SecondFactors(database.database(), box, isSecondFactorRequired::get, audit, clock);
    this.server = start();
  }

  private static Configuration configuration() {
    return Configuration.of(
        new SettingSources(Map.of(), Map.of("LIGHTSPEED_KEY", KEY), EnvFile.NONE));
  }

  private WebServer start() {
    var signIn =
        new SignIn(
            new OpenPaths(List.of("/open/")),
            database.database(),
            box,
            new SignIn.Live(limits::get, isSecondFactorRequired::get, () -> proxies),
            TestAudit.log(clock),
            clock,
            System::nanoTime);
    Feature routes =
        config -> {
          for (var right : Right.values()) {
            config.routes.get(
                "/need/" + right, context -> context.result("done by " + who(context)), right);
            config.routes.post("/need/" + right, context -> context.result("changed"), right);
          }
          config.routes.post(
              "/sensitive",
              context -> context.result("changed to " + SignedIn.form(context, "text")),
              Right.READ,
              NeedsConfirmation.ALWAYS);
          config.routes.get("/account", context -> context.result("set it up"), Right.READ);
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

  /// Gives the person a second factor.
  ///
  /// @return what codes are made of
  String haveSecondFactor(String name) {
    var person = users.find(name).orElseThrow().person();
    var sealed = factors.begin(person);
    var secret = factors.offer(person, sealed).secret();
    recoveryCodes = factors.confirm(person, sealed, code(secret), TEST);
    return secret;
  }

  /// What an app shows half a minute later.
  String nextCode(String secret) {
    clock.advance(Duration.ofSeconds(30));
    return code(secret);
  }

  private String code(String secret) {
    return new TotpCodes().code(secret, clock.instant());
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
                        SELECT CONCAT(action, ' ', COALESCE(%s, '-'), ' by ', %s)
                        FROM audit_log
                        ORDER BY id
                        """
                            .formatted(ActorName.inWords("entity_id"), ActorName.inWords("actor")))
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
    return TestAudit.verify(database.database());
  }

  @Override
  public void close() {
    server.close();
  }
}
