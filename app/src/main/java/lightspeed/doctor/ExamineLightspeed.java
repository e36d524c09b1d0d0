package lightspeed.doctor;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.Settings;
import lightspeed.lookup.ConnectionTest.Connected;
import lightspeed.retailer.LineState;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Scopes;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;

/// Questions about the way to Lightspeed. Costs six or seven calls.
final class ExamineLightspeed {
  /// More than this and times that we compare with Lightspeed's mislead.
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  private static final int FORBIDDEN = 403;

  private static final Set<Need> STORED =
      EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES, Need.STORED_SETTINGS);
  private static final Set<Need> CONNECTED =
      EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES, Need.STORED_SETTINGS, Need.LIGHTSPEED);

  private static final String REFUSED_WITH_429 =
      """
      SELECT CONCAT(COUNT(*), ' calls were answered with 429 within a day, the last one at ',
        DATE_FORMAT(MAX(created_at), '%H:%i'), ' UTC.')
      FROM lightspeed_api_log
      WHERE status = 429
        AND created_at > NOW(6) - INTERVAL 1 DAY
      HAVING COUNT(*) > 0
      """;

  private static final String FORBIDDEN_WRITES =
      """
      SELECT refused.operation
      FROM lightspeed_api_log refused
      WHERE refused.status = 403
        AND refused.method <> 'GET'
        AND refused.created_at > NOW(6) - INTERVAL 1 DAY
        AND NOT EXISTS (
          SELECT 1
          FROM lightspeed_api_log taken
          WHERE taken.operation = refused.operation
            AND taken.status BETWEEN 200 AND 299
            AND taken.created_at > refused.created_at)
      GROUP BY refused.operation
      """;

  private static final String FOREIGN_CALLS =
      """
      SELECT CONCAT(foreign_calls, ' of ', call_limit, ' calls of the present window were made by ',
        'others.')
      FROM rate_budget
      WHERE call_limit > 0
        AND foreign_calls > call_limit / 4
        AND foreign_until > NOW(6)
      """;

  private static final String API = "Lightspeed API";

  /// The quick check of whether orders are sent.
  static final String SENDING = "sending";

  private final Supplier<Configuration> settings;
  private final LightspeedCalls connection;
  private final Supplier<CallBudget.State> budget;
  private final Supplier<LineState> line;
  private final Map<String, String> environment;
  private volatile @Nullable Connected connected;

  ExamineLightspeed(
      Supplier<Configuration> settings,
      DoctorParts.RemoteParts parts,
      Map<String, String> environment) {
    this.settings = settings;
    this.connection = parts.connection();
    this.budget = parts.budget();
    this.line = parts.line();
    this.environment = environment;
  }

  List<Question> all(TableQuestions tables) {
    return List.of(
        Question.of(Topic.LIGHTSPEED, "connection and token", STORED, this::connect)
            .providing(Need.LIGHTSPEED)
            .quick(API, () -> "connected to " + known().address()),
        Question.of(Topic.LIGHTSPEED, "sending", STORED, this::sending)
            .quick(SENDING, () -> "no outage is known"),
        Question.of(Topic.LIGHTSPEED, "rights of the token", CONNECTED, this::rights),
        tables.asking("refused writes", Topic.LIGHTSPEED, () -> refusedWrites(tables)),
        Question.of(Topic.LIGHTSPEED, "store and user", CONNECTED, this::identity),
        Question.of(Topic.LIGHTSPEED, "clock", CONNECTED, this::clock).quick(API),
        Question.of(Topic.LIGHTSPEED, "call budget", STORED, this::calls)
            .quick("call budget", this::callsLeft),
        tables.about("refused calls", LightspeedFault.CALLS_REFUSED, REFUSED_WITH_429),
        tables.about("calls of others", LightspeedFault.CALLS_USED_BY_OTHERS, FOREIGN_CALLS));
  }

  private List<Finding> connect() throws InterruptedException {
    try {
      settings.get().api();
      var blocked = blocked(budget.get());
      if (!blocked.isEmpty()) {
        return blocked;
      }
      connected = connection.test();
      return List.of();
    } catch (ConfigurationInvalid e) {
      return e.problems().stream()
          .map(
              problem ->
                  problem.key().equals(Settings.LIGHTSPEED_API_TOKEN.key())
                      ? new Finding(LightspeedFault.TOKEN_MISSING, "No token is set.")
                      : problem.key().equals(Settings.LIGHTSPEED_API_VERSION.key())
                          ? new Finding(LightspeedFault.API_VERSION_UNKNOWN, problem.sentence())
                          : new Finding(LightspeedFault.STORE_MISSING, "No store is set."))
          .toList();
    } catch (XSeriesException.Rejected e) {
      // One missing scope hides the others: all that orders need is tried before anybody repairs.
      List<Finding> all = e.status() == FORBIDDEN ? rights() : List.of();
      return all.isEmpty() ? refused(e) : all;
    } catch (XSeriesException e) {
      return refused(e);
    }
  }

  private List<Finding> blocked(CallBudget.State now) {
    var until = now.blockedUntil();
    return until != null && until.isAfter(connection.now())
        ? one(LightspeedFault.CALLS_BLOCKED, "All calls wait until " + until + ".")
        : List.of();
  }

  private List<Finding> calls() {
    Optional<CallBudget.State> now = budgetIfSet();
    var blocked = now.map(this::blocked).orElse(List.of());
    var remaining = now.map(CallBudget.State::remaining).orElse(null);
    return !blocked.isEmpty() || remaining == null || remaining > 0
        ? blocked
        : one(LightspeedFault.CALLS_USED_UP, callsLeft() + ".");
  }

  private String callsLeft() {
    return budgetIfSet()
        .filter(now -> now.limit() != null && now.remaining() != null)
        .map(
            now ->
                now.remaining()
                    + " of "
                    + now.limit()
                    + " calls left in "
                    + now.window().toSeconds()
                    + " s")
        .orElse("not known before the first call");
  }

  /// Empty before store and token are set.
  private Optional<CallBudget.State> budgetIfSet() {
    try {
      return Optional.of(budget.get());
    } catch (ConfigurationInvalid unset) {
      return Optional.empty();
    }
  }

  private List<Finding> sending() {
    LineState now;
    try {
      now = line.get();
    } catch (ConfigurationInvalid unset) {
      return List.of(); // Another question tells what is missing.
    }
    return switch (now.kind()) {
      case UP -> List.of();
      case FIRST -> one(LightspeedFault.SENDING_RESUMES, now.words());
      case DOWN -> one(LightspeedFault.SENDING_PAUSED, now.words());
      case HOLD -> one(LightspeedFault.SENDING_HELD, now.words());
    };
  }

  private List<Finding> refused(XSeriesException failure) {
    var words = String.valueOf(failure.getMessage());
    return switch (failure) {
      case XSeriesException.Unauthorized _ -> one(LightspeedFault.TOKEN_REFUSED, words);
      case XSeriesException.RateLimited _ -> one(LightspeedFault.CALLS_BLOCKED, words);
      case XSeriesException.Rejected e -> one(rejected(e.status()), words);
      case XSeriesException.Unreadable e -> one(unreadable(e.status()), words);
      case XSeriesException.Unavailable e -> unavailable(e, words);
    };
  }

  private Fault unreadable(@Nullable Integer status) {
    if (status == null) {
      return LightspeedFault.ANSWER_UNREADABLE;
    }
    return status >= 300 && status < 400 ? LightspeedFault.STORE_UNKNOWN : rejected(status);
  }

  private Fault rejected(int status) {
    if (status == FORBIDDEN) {
      return LightspeedFault.TOKEN_WITHOUT_RIGHTS;
    }
    boolean isOtherVersion = !settings.get().get(Settings.LIGHTSPEED_API_VERSION).equals("2.0");
    if (status == 404 && isOtherVersion) {
      return LightspeedFault.API_VERSION_UNKNOWN;
    }
    return status == 404 ? LightspeedFault.STORE_UNKNOWN : LightspeedFault.ANSWER_UNREADABLE;
  }

  private List<Finding> unavailable(XSeriesException.Unavailable failure, String words) {
    List<Finding> found = new ArrayList<>();
    found.add(new Finding(unavailableFault(failure), words));
    if (failure.status() == null) {
      proxy().ifPresent(found::add);
    }
    return found;
  }

  private Fault unavailableFault(XSeriesException.Unavailable failure) {
    if (failure.status() != null) {
      return LightspeedFault.LIGHTSPEED_IN_TROUBLE;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return LightspeedFault.LIGHTSPEED_HOST_UNKNOWN;
      }
      if (cause instanceof SSLException) {
        return LightspeedFault.LIGHTSPEED_TLS_FAILED;
      }
    }
    boolean isRefused = failure.getCause() instanceof ConnectException;
    if (!isRefused) {
      return LightspeedFault.LIGHTSPEED_SILENT;
    }
    return ExamineSettings.isThisMachine(settings.get().api().store().baseUri())
        ? LightspeedFault.SANDBOX_NOT_RUNNING
        : LightspeedFault.LIGHTSPEED_REFUSES_CONNECTIONS;
  }

  private Optional<Finding> proxy() {
    for (var name : List.of("HTTPS_PROXY", "https_proxy")) {
      var proxy = environment.getOrDefault(name, "");
      if (!proxy.isEmpty() && System.getProperty("https.proxyHost") == null) {
        return Optional.of(
            new Finding(LightspeedFault.PROXY_NOT_USED, name + " is set, but no proxy was asked."));
      }
    }
    return Optional.empty();
  }

  private List<Finding> rights() throws InterruptedException {
    return connection.forbiddenReads().stream()
        .map(
            refused ->
                new Finding(
                    LightspeedFault.TOKEN_WITHOUT_RIGHTS, String.valueOf(refused.getMessage())))
        .toList();
  }

  /// Writes cannot be tried, so what was refused of late tells.
  private List<Finding> refusedWrites(TableQuestions tables) {
    return tables.lines(FORBIDDEN_WRITES).stream()
        .map(
            operation ->
                new Finding(
                    LightspeedFault.TOKEN_WITHOUT_RIGHTS,
                    operation + " was refused with 403 within a day" + needs(operation)))
        .toList();
  }

  private String needs(String operation) {
    var scopes = Scopes.of(operation, settings.get().get(Settings.LIGHTSPEED_API_VERSION));
    return scopes.isEmpty() ? "." : ", it needs the scope " + String.join(" and ", scopes) + ".";
  }

  private List<Finding> identity() {
    var found = new ArrayList<Finding>();
    var whoAmI = known().whoAmI();
    var user = whoAmI.user();
    if (user == null) {
      found.add(unseen("getUser"));
    }
    if (whoAmI.retailer() == null) {
      found.add(unseen("getRetailer"));
    }
    if (user != null && user.isRestricted()) {
      found.add(
          new Finding(
              LightspeedFault.USER_RESTRICTED,
              "The user " + user.username() + " sees only some outlets."));
    }
    var retailer = whoAmI.retailer();
    var theirs = retailer == null ? null : retailer.domainPrefix();
    settings
        .get()
        .find(Settings.LIGHTSPEED_DOMAIN_PREFIX)
        .filter(ours -> theirs != null && !theirs.equals(ours))
        .ifPresent(
            ours ->
                found.add(
                    new Finding(
                        LightspeedFault.STORE_DIFFERS,
                        "The store is set to " + ours + ", the token is of " + theirs + ".",
                        "lightspeed-cli config:set lightspeed_domain_prefix " + theirs)));
    return found;
  }

  private Finding unseen(String operation) {
    return new Finding(
        LightspeedFault.TOKEN_SEES_LESS, operation + " is refused to the token" + needs(operation));
  }

  private List<Finding> clock() {
    var ahead = known().whoAmI().serverAhead();
    return ahead == null || ahead.abs().compareTo(CLOCK_TOLERANCE) <= 0
        ? List.of()
        : one(
            LightspeedFault.CLOCK_DIFFERS,
            "This machine's clock is "
                + ahead.abs().toSeconds()
                + " s "
                + (ahead.isNegative() ? "before" : "behind")
                + " Lightspeed's.");
  }

  private Connected known() {
    var now = connected;
    if (now == null) {
      throw new IllegalStateException("Lightspeed was not asked yet.");
    }
    return now;
  }

  private static List<Finding> one(Fault fault, String detail) {
    return List.of(new Finding(fault, detail));
  }
}
