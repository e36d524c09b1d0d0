package lightspeed.doctor;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lightspeed.config.Configuration;
import lightspeed.config.Setting;
import lightspeed.config.SettingSource;
import lightspeed.config.Settings;
import lightspeed.xseries.ApiVersions;
import org.jspecify.annotations.Nullable;

/// Questions about settings that are allowed each, but may not fit together.
final class ExamineSettings {
  private static final Set<Need> STORED =
      EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES, Need.STORED_SETTINGS);
  private static final Duration LONG_POLL = Duration.ofHours(1);
  private static final Duration ENDLESS = Duration.ofDays(3650);
  private static final int VENDOR_WINDOW_SECONDS = 300;

  /// So long before a version may end it is told.
  private static final int VERSION_NOTICE_MONTHS = 3;

  private final Supplier<Configuration> all;
  private final InstantSource clock;

  /// @param all with the settings in the database; throws when they are invalid
  ExamineSettings(Supplier<Configuration> all, InstantSource clock) {
    this.all = all;
    this.clock = clock;
  }

  List<Question> all() {
    return List.of(
        question("settings that others hide", this::hidden),
        question("time-outs, lease and settle time", this::times),
        question("address of Lightspeed", this::address),
        question("version of the API", this::version),
        question("tries and polling", this::tries),
        question("retention", this::retention),
        question("secrets", this::secrets),
        question("address of the server", this::server));
  }

  private static Question question(String name, Question.Ask ask) {
    return Question.of(Topic.SETTINGS, name, STORED, ask);
  }

  private List<Finding> hidden() {
    return all.get().all().stream()
        .filter(one -> one.hides().contains(SettingSource.DATABASE))
        .map(
            one ->
                new Finding(
                    SettingsFault.SETTING_HIDDEN,
                    one.setting().key() + " in the database is hidden by: " + one.origin() + ".",
                    "Remove it there, or: lightspeed-cli config:unset " + one.setting().key()))
        .toList();
  }

  private List<Finding> times() {
    var now = all.get();
    var timeout = now.get(Settings.LIGHTSPEED_REQUEST_TIMEOUT);
    var lease = now.queue().lease();
    var longest = lease.multipliedBy(2).dividedBy(3);
    var settle = now.sync().settle();
    List<Finding> found = new ArrayList<>();
    if (timeout.compareTo(longest) > 0) {
      long needed = timeout.multipliedBy(3).dividedBy(2).toSeconds() + 1;
      found.add(
          new Finding(
              SettingsFault.REQUEST_TIMEOUT_SHORTENED,
              "lightspeed_request_timeout is %d ms, but a lease of %d s allows only %d ms."
                  .formatted(timeout.toMillis(), lease.toSeconds(), longest.toMillis()),
              "lightspeed-cli config:set queue_lease_seconds " + needed));
    }
    if (settle.compareTo(timeout.compareTo(longest) > 0 ? longest : timeout) < 0) {
      found.add(
          new Finding(
              SettingsFault.SETTLE_TOO_SHORT,
              "sync_settle_seconds is %d ms, less than a call may take (%d ms)."
                  .formatted(settle.toMillis(), timeout.toMillis())));
    }
    return found;
  }

  private List<Finding> address() {
    var now = all.get();
    @Nullable URI url = now.find(Settings.LIGHTSPEED_API_URL).orElse(null);
    if (url == null) {
      return List.of();
    }
    boolean isHere = isThisMachine(url);
    List<Finding> found = new ArrayList<>();
    now.find(Settings.LIGHTSPEED_DOMAIN_PREFIX)
        .filter(store -> !(store + ".retail.lightspeed.app").equals(url.getHost()))
        .ifPresent(
            store ->
                found.add(
                    new Finding(
                        SettingsFault.API_URL_OVERRIDES_STORE,
                        "The store is " + store + ", but all calls go to " + url + ".",
                        howToRemove(now, Settings.LIGHTSPEED_API_URL))));
    if ("http".equals(url.getScheme()) && !isHere) {
      found.add(
          new Finding(
              SettingsFault.API_URL_NOT_ENCRYPTED,
              "lightspeed_api_url is " + url + ", without TLS.",
              howToRemove(now, Settings.LIGHTSPEED_API_URL)));
    }
    return found;
  }

  /// Whether calls go to a store, and not to a sandbox on this machine.
  static boolean isRealStore(Configuration now) {
    return now.find(Settings.LIGHTSPEED_API_URL)
        .map(url -> !isThisMachine(url))
        .orElseGet(() -> now.find(Settings.LIGHTSPEED_DOMAIN_PREFIX).isPresent());
  }

  /// Whether `url` leads to this machine, without asking a name service.
  static boolean isThisMachine(URI url) {
    var host = String.valueOf(url.getHost());
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private List<Finding> version() {
    var now = all.get();
    var version = now.get(Settings.LIGHTSPEED_API_VERSION);
    List<Finding> found = new ArrayList<>();
    if (!ApiVersions.TESTED.contains(version)) {
      found.add(
          new Finding(
              SettingsFault.API_VERSION_UNTESTED,
              "lightspeed_api_version is " + version + ".",
              howToRemove(now, Settings.LIGHTSPEED_API_VERSION)));
    }
    ending(version).ifPresent(found::add);
    int window = now.get(Settings.LIGHTSPEED_RATE_WINDOW);
    if (window != VENDOR_WINDOW_SECONDS) {
      found.add(
          new Finding(
              SettingsFault.RATE_WINDOW_UNUSUAL,
              "lightspeed_rate_window is " + window + " s.",
              howToRemove(now, Settings.LIGHTSPEED_RATE_WINDOW)));
    }
    return found;
  }

  private Optional<Finding> ending(String version) {
    var until = ApiVersions.supportedUntil(version);
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (until == null || today.isBefore(until.minusMonths(VERSION_NOTICE_MONTHS))) {
      return Optional.empty();
    }
    var newest = ApiVersions.TESTED.getLast();
    return Optional.of(
        new Finding(
            today.isBefore(until)
                ? SettingsFault.API_VERSION_ENDING
                : SettingsFault.API_VERSION_ENDED,
            "Lightspeed promises version " + version + " until " + until + " and no longer.",
            version.equals(newest)
                ? "Install a newer version of this program, and then set its newest version of the"
                    + " API"
                : "lightspeed-cli config:set lightspeed_api_version " + newest));
  }

  private List<Finding> tries() {
    var now = all.get();
    List<Finding> found = new ArrayList<>();
    if (now.queue().maxTries() == 1) {
      found.add(new Finding(SettingsFault.NO_SECOND_TRY, "queue_max_retries is 1."));
    }
    var poll = now.sync().pollInterval();
    if (poll.compareTo(LONG_POLL) > 0) {
      found.add(
          new Finding(
              SettingsFault.POLL_INTERVAL_LONG,
              "sync_poll_interval is " + poll.toMinutes() + " minutes."));
    }
    return found;
  }

  private List<Finding> retention() {
    var now = all.get();
    return Settings.ALL.stream()
        .filter(setting -> setting.key().startsWith("retention_"))
        .filter(
            setting ->
                now.find(setting)
                    .filter(days -> days instanceof Integer number && number >= ENDLESS.toDays())
                    .isPresent())
        .map(
            setting ->
                new Finding(
                    SettingsFault.RETENTION_ENDLESS,
                    setting.key() + " is " + now.find(setting).orElseThrow() + " days.",
                    "lightspeed-cli config:unset " + setting.key()))
        .toList();
  }

  private List<Finding> secrets() {
    var now = all.get();
    List<Finding> found = new ArrayList<>();
    var notify = now.notifications();
    if (notify.url() != null && notify.secret() == null) {
      found.add(
          new Finding(
              SettingsFault.NOTIFY_SECRET_MISSING, "notify_url is set, notify_secret is not."));
    }
    previousAlone(
        now,
        Settings.LIGHTSPEED_WEBHOOK_SECRET,
        Settings.LIGHTSPEED_WEBHOOK_SECRET_PREVIOUS,
        found);
    previousAlone(now, Settings.WEBHOOK_PATH_SECRET, Settings.WEBHOOK_PATH_SECRET_PREVIOUS, found);
    return found;
  }

  private static void previousAlone(
      Configuration now, Setting<?> present, Setting<?> previous, List<Finding> found) {
    if (now.effective(previous).isSet() && !now.effective(present).isSet()) {
      found.add(
          new Finding(
              SettingsFault.PREVIOUS_SECRET_ALONE,
              previous.key() + " is set, " + present.key() + " is not.",
              "lightspeed-cli config:set " + present.key() + " -"));
    }
  }

  private List<Finding> server() {
    var server = all.get().server();
    boolean isOpen = !isThisMachine(URI.create("http://" + bracketed(server.host())));
    return isOpen && server.trustedProxies().isEmpty()
        ? List.of(
            new Finding(
                SettingsFault.SERVER_OPEN_WITHOUT_PROXY,
                "server_host is "
                    + server.host()
                    + " and no proxy is named in server_trusted_proxies."))
        : List.of();
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static String howToRemove(Configuration now, Setting<?> setting) {
    var found = now.effective(setting);
    return found.source() == SettingSource.DATABASE
        ? "lightspeed-cli config:unset " + setting.key()
        : "Remove " + setting.environmentName() + " from: " + found.origin();
  }
}
