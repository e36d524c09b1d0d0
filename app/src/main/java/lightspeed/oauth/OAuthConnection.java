package lightspeed.oauth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.config.Configuration;
import lightspeed.config.Secret;
import lightspeed.config.Settings;
import lightspeed.db.Database;
import lightspeed.db.Sleeper;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.SealedColumn;
import lightspeed.settings.SecretBox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection that a person made at Lightspeed's consent page.
///
/// The access token is stored as the setting `lightspeed_api_token`, so everything that uses a
/// personal token uses this one, and every process follows a new one within a second. Refreshing
/// trades the refresh token for a new pair and kills the old one, so only one process may do it:
///
/// 1. It claims the row for [#CLAIM], in a transaction of its own. Others go on with the token that
///    there is, or wait when it is not good any more.
/// 2. It asks Lightspeed.
/// 3. It stores the new pair in one transaction, and only while the claim is its own.
///
/// A crash between 2 and 3 loses the pair: then, as after a refusal, the connection has to be made
/// anew, and [State#trouble()] says so.
///
/// **Threads:** safe.
public final class OAuthConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OAuthConnection.class);

  /// Where the refresh token is.
  public static final SealedColumn SEALED =
      new SealedColumn("lightspeed_oauth", "id", "refresh_token", _ -> "lightspeed_refresh_token");

  /// The one row's.
  private static final String ROW = "1";

  private static final String ENTITY_TYPE = "CONNECTION";
  private static final String REFRESHER = "oauth";
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /// Longer than asking takes at most.
  static final Duration CLAIM = Duration.ofSeconds(20);

  /// Refreshed so long before its end: nothing that runs then is cut off.
  static final Duration MARGIN = Duration.ofMinutes(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final int LOOKS = 100;

  private final Database database;
  private final LiveSettings settings;
  private final SecretBox secrets;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final AuditLog audit;
  private final Function<Configuration, List<String>> scopes;
  private final TokenEndpoint endpoint = new TokenEndpoint();

  /// Until when the token is good that is in the settings of this process.
  private volatile @Nullable Instant seenUntil;

  /// @param scopes what our calls need with these settings; nothing else is asked for
  public OAuthConnection(
      Database database,
      LiveSettings settings,
      SecretBox secrets,
      AuditLog audit,
      InstantSource clock,
      Sleeper sleeper,
      Function<Configuration, List<String>> scopes) {
    this.scopes = scopes;
    this.database = database;
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
    this.sleeper = sleeper;
    this.audit = audit;
  }

  /// How it stands.
  ///
  /// @param trouble why it has to be connected anew; null: all is well
  public record State(
      String domainPrefix,
      String connectedBy,
      Instant connectedAt,
      Instant tokenGoodUntil,
      @Nullable String trouble) {}

  /// Whether our application at Lightspeed is known, so that somebody can connect.
  public boolean isPossible() {
    return OAuthClient.of(settings.current()).isPresent();
  }

  /// Empty when nobody connected.
  public Optional<State> state() {
    return database
        .read(ConnectionStore::find)
        .map(
            row ->
                new State(
                    row.domainPrefix(),
                    row.connectedBy(),
                    row.connectedAt(),
                    row.expiresAt(),
                    row.trouble()));
  }

  /// Lightspeed's page where somebody lets us in.
  ///
  /// @param state comes back with the answer; proves that the answer is to this request
  public URI consentPage(String redirectUri, String state) throws OAuthFailed {
    var now = settings.current();
    return client(now).consentPage(now, redirectUri, state, scopes.apply(now));
  }

  /// Trades the code of the answer for tokens and keeps them.
  ///
  /// @param prefix which store let us in, as the answer says
  /// @throws OAuthFailed when it is another store than the one that is set, a stronger source hides
  ///     the token, or Lightspeed refuses
  public void connect(
      String code, String prefix, String redirectUri, String actor, @Nullable String address)
      throws OAuthFailed, InterruptedException {
    var now = settings.current();
    requireUsable(now, prefix);
    var pair = endpoint.trade(store(now, prefix), client(now), code, redirectUri);
    var refresh =
        pair.refresh()
            .orElseThrow(() -> new OAuthFailed("Lightspeed gave no refresh token.", true));
    var at = clock.instant();
    database.useTransaction(
        handle -> {
          ConnectionStore.connect(
              handle,
              prefix,
              secrets.seal(SEALED, ROW, refresh.reveal()),
              at.plus(pair.lives()),
              actor,
              at);
          settings.put(handle, Settings.LIGHTSPEED_API_TOKEN, pair.access().reveal(), actor);
          settings.put(handle, Settings.LIGHTSPEED_DOMAIN_PREFIX, prefix, actor);
          audit.append(
              handle,
              actor,
              "lightspeed.connected",
              ENTITY_TYPE,
              prefix,
              new AuditDetails()
                  .with("asked", String.join(" ", scopes.apply(now)))
                  .with("scopes", pair.scopes())
                  .json(),
              address);
        });
    settings.refresh();
  }

  /// Forgets the tokens. The application stays known at Lightspeed until it is removed there.
  ///
  /// **Twice:** changes nothing.
  public void disconnect(String actor, @Nullable String address) {
    database.useTransaction(
        handle -> {
          if (ConnectionStore.remove(handle)) {
            settings.remove(handle, Settings.LIGHTSPEED_API_TOKEN);
            audit.append(
                handle, actor, "lightspeed.disconnected", ENTITY_TYPE, null, null, address);
          }
        });
    settings.refresh();
  }

  /// Sees to it that the token in the settings is good for a while. Costs one small query when it
  /// is.
  ///
  /// @throws OAuthFailed when that is due and did not work; the token may be good for a while yet
  public void keepFresh() throws OAuthFailed, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      var row = database.read(ConnectionStore::find).orElse(null);
      var now = clock.instant();
      followOthers(row);
      if (row == null || now.isBefore(row.expiresAt().minus(MARGIN))) {
        return;
      }
      if (row.trouble() != null) {
        throw new OAuthFailed(row.trouble(), true);
      }
      boolean isClaimed =
          database.inTransaction(
              handle -> ConnectionStore.claim(handle, row.refreshToken(), now, now.plus(CLAIM)));
      if (isClaimed) {
        refresh(row);
        return;
      }
      if (now.isBefore(row.expiresAt())) {
        return; // Somebody is at it; until then this token is good.
      }
      sleeper.sleep(LOOK_AGAIN);
    }
    throw new OAuthFailed("Another process has been refreshing the token for too long.", false);
  }

  /// Takes over at once what another process has stored.
  private void followOthers(ConnectionStore.@Nullable Row row) {
    var until = row == null ? null : row.expiresAt();
    if (!Objects.equals(until, seenUntil)) {
      settings.refresh();
      seenUntil = until;
    }
  }

  private void refresh(ConnectionStore.Row row) throws OAuthFailed, InterruptedException {
    long claim = row.claim() + 1;
    var now = settings.current();
    try {
      var old = new Secret(secrets.open(SEALED, ROW, row.refreshToken()));
      var pair = endpoint.refresh(store(now, row.domainPrefix()), client(now), old);
      keep(claim, pair, pair.refresh().orElse(old));
      LOG.info("event=token_refreshed store={}", row.domainPrefix());
    } catch (OAuthFailed failed) {
      var trouble = failed.isFinal() ? connectAnew(failed) : null;
      database.useTransaction(handle -> ConnectionStore.release(handle, claim, trouble));
      throw trouble == null ? failed : new OAuthFailed(trouble, true);
    }
  }

  private static String connectAnew(OAuthFailed failed) {
    return failed.getMessage() + " Connect the store again on the settings page.";
  }

  private void keep(long claim, TokenPair pair, Secret refresh) throws OAuthFailed {
    var at = clock.instant();
    boolean isKept =
        database.inTransaction(
            handle -> {
              boolean isOurs =
                  ConnectionStore.refreshed(
                      handle,
                      claim,
                      secrets.seal(SEALED, ROW, refresh.reveal()),
                      at.plus(pair.lives()),
                      at);
              if (isOurs) {
                settings.put(
                    handle, Settings.LIGHTSPEED_API_TOKEN, pair.access().reveal(), REFRESHER);
              }
              return isOurs;
            });
    if (!isKept) {
      throw new OAuthFailed(
          "Refreshing the token took too long; another process took over.", false);
    }
    settings.refresh();
  }

  private void requireUsable(Configuration now, String prefix) throws OAuthFailed {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new OAuthFailed("The answer names no store.", true);
    }
    var known = now.find(Settings.LIGHTSPEED_DOMAIN_PREFIX);
    if (known.isPresent() && !known.get().equals(prefix)) {
      throw new OAuthFailed(
          "The store that let us in is "
              + prefix
              + ", but lightspeed_domain_prefix is "
              + known.get()
              + ". Nothing was changed.",
          true);
    }
    if (settings.isHidden(Settings.LIGHTSPEED_API_TOKEN)) {
      throw new OAuthFailed(
          "LIGHTSPEED_API_TOKEN in the environment hides what is stored; remove it first.", true);
    }
  }

  private static URI store(Configuration now, String prefix) {
    return now.find(Settings.LIGHTSPEED_API_URL)
        .orElse(URI.create("https://" + prefix + ".retail.lightspeed.app"));
  }

  private static OAuthClient client(Configuration now) throws OAuthFailed {
    return OAuthClient.of(now)
        .orElseThrow(
            () ->
                new OAuthFailed(
                    "Set lightspeed_client_id and lightspeed_webhook_secret, the id and the secret"
                        + " of your application at Lightspeed, first.",
                    true));
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
