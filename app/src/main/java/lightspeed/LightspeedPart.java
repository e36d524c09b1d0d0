package lightspeed;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.changes.PollInterval;
import lightspeed.config.Configuration;
import lightspeed.config.SettingSource;
import lightspeed.config.Settings;
import lightspeed.config.StoreConfig;
import lightspeed.db.Database;
import lightspeed.db.Sleeper;
import lightspeed.job.JobQueue;
import lightspeed.register.Register;
import lightspeed.retailer.ApiLog;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineParts;
import lightspeed.retailer.LineTimes;
import lightspeed.retailer.SharedBudget;
import lightspeed.sync.ListProbe;
import lightspeed.sync.SendingJobs;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;

/// The way to Lightspeed: client, shared budget, API log, line. May be built before
/// store and token are set, because much of the product only looks at its own tables; the first
/// call then fails with what is missing.
///
/// **Threads:** safe.
final class LightspeedPart implements AutoCloseable {
  /// Never called: asking for the token fails first.
  private static final String UNSET = "http://unset.invalid";

  /// Comes before a token is used.
  @FunctionalInterface
  interface BeforeToken {
    void keepFresh();
  }

  private final Supplier<Configuration> configuration;
  private final BeforeToken before;
  private final URI address;
  private final SharedBudget budget;
  private final ApiLog log;
  private final Line line;
  private final PollInterval pollInterval;
  private final Register register;
  private final XSeriesClient client;

  /// @param configuration as it is at the moment; a new token is used at once, a new store after a
  ///     restart
  /// @param before asked before each use of the token
  /// @param guard throws when the store is not the one of this installation
  LightspeedPart(
      Database database,
      JobQueue queue,
      Supplier<Configuration> configuration,
      BeforeToken before,
      Runnable guard,
      String version,
      InstantSource clock) {
    this.configuration = configuration;
    this.before = before;
    Optional<StoreConfig> store = configuration.get().store();
    var retailer = store.map(StoreConfig::retailer).orElse("unset");
    var window = store.map(StoreConfig::rateWindow).orElse(XSeriesConnection.DEFAULT_RATE_WINDOW);
    this.address = store.map(StoreConfig::baseUri).orElse(URI.create(UNSET));
    this.budget = new SharedBudget(database, retailer, window);
    this.log = new ApiLog(database);
    var connection =
        XSeriesConnection.to(
                new XSeriesAddress(address, store.map(StoreConfig::version).orElse("2.0")),
                requestTimeout(),
                "lightspeed-integration/" + version)
            .withRateWindow(window);
    this.client = new XSeriesClient(connection, this::token, budget, log, clock, guard);
    this.pollInterval =
        new PollInterval(
            () -> configuration.get().sync().pollInterval(),
            () ->
                configuration.get().effective(Settings.SYNC_POLL_INTERVAL).source()
                    == SettingSource.DEFAULT,
            budget::state);
    this.register = new Register(database, client, pollInterval, clock, System::nanoTime);
    this.line =
        new Line(
            new LineParts(
                database,
                retailer,
                queue,
                SendingJobs.types(),
                () -> token().fingerprint(),
                new ListProbe(database, client, register),
                LineTimes.DEFAULT,
                Sleeper.real()));
  }

  XSeriesClient client() {
    return client;
  }

  CallBudget budget() {
    return budget;
  }

  ApiLog log() {
    return log;
  }

  Line line() {
    return line;
  }

  Register register() {
    return register;
  }

  PollInterval pollInterval() {
    return pollInterval;
  }

  URI address() {
    return address;
  }

  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  AccessToken token() {
    before.keepFresh();
    return new AccessToken(configuration.get().api().token().reveal());
  }

  /// Tells address and token apart from others without telling them.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  String connection() {
    return new AccessToken(token().fingerprint() + "@" + address).fingerprint();
  }

  Duration requestTimeout() {
    return configuration
        .get()
        .store()
        .map(StoreConfig::requestTimeout)
        .orElse(XSeriesConnection.DEFAULT_REQUEST_TIMEOUT);
  }

  @Override
  public void close() {
    client.close();
    log.close();
  }
}
