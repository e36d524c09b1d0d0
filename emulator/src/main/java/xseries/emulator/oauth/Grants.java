package xseries.emulator.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Row;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// Gives out tokens for codes and for refresh tokens. Every code works once, whoever made it up;
/// one of the consent page only for whom and for what it was given. Used inside the store's `read`
/// and `write`.
public final class Grants {
  /// How long a code of the consent page can be traded.
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);

  /// A code that has been traded in.
  record UsedCode(String id, long version) implements Row {}

  /// What the retailer agreed to.
  ///
  /// @param id the code
  record Consent(
      String id,
      String application,
      String redirectUri,
      List<String> scopes,
      Instant expiresAt,
      long version)
      implements Row {

    Consent {
      scopes = List.copyOf(scopes);
    }
  }

  private final Store store;
  private final Settings settings;
  private final InstantSource clock;
  private final Table<Grant> grants;
  private final Table<UsedCode> codes;
  private final Table<Consent> consents;

  public Grants(Store store, Settings settings, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.grants = store.table("grants", Grant.class, Grant::accessToken);
    this.codes = store.table("codes", UsedCode.class);
    this.consents = store.table("consents", Consent.class);
  }

  /// What a live access token was given for, or null.
  public @Nullable Grant live(String accessToken) {
    List<Grant> found = grants.allOf(accessToken);
    if (found.isEmpty() || !clock.instant().isBefore(found.getFirst().expiresAt())) {
      return null;
    }
    return found.getFirst();
  }

  /// The code for what the retailer agreed to.
  public String agree(String application, String redirectUri, List<String> scopes) {
    long serial = store.nextSerial();
    String code = "code_" + store.idOfSerial(serial);
    Instant expires = clock.instant().plus(CODE_LIFE);
    consents.put(new Consent(code, application, redirectUri, scopes, expires, serial));
    return code;
  }

  /// Tokens for a code, or null when the code was used before, or is too old or another's.
  public @Nullable Grant trade(String code, String application, String redirectUri) {
    Consent consent = consents.get(code);
    boolean isAnothers =
        consent != null
            && (!consent.application().equals(application)
                || !consent.redirectUri().equals(redirectUri)
                || !clock.instant().isBefore(consent.expiresAt()));
    if (codes.get(code) != null || isAnothers) {
      return null;
    }
    codes.put(new UsedCode(code, store.nextSerial()));
    return issue(
        application,
        consent == null ? null : consent.scopes(),
        "rt_" + store.idOfSerial(store.nextSerial()));
  }

  /// New tokens for a refresh token, with the same scopes; the old access token dies, and so does
  /// the old refresh token when refreshing rotates. Null when the refresh token is not a live one
  /// of the application.
  public @Nullable Grant refresh(String refreshToken, String application) {
    Grant old = grants.get(refreshToken);
    if (old == null || !old.application().equals(application)) {
      return null;
    }
    grants.remove(old.id());
    if (!settings.isOn(Switch.REFRESH_ROTATES)) {
      return issue(application, old.scopes(), refreshToken);
    }
    return issue(application, old.scopes(), "rt_" + store.idOfSerial(store.nextSerial()));
  }

  private Grant issue(String application, @Nullable List<String> scopes, String refreshToken) {
    long serial = store.nextSerial();
    Instant expires = clock.instant().plusSeconds(settings.number(Switch.TOKEN_SECONDS));
    Grant grant =
        new Grant(
            refreshToken, "at_" + store.idOfSerial(serial), application, scopes, expires, serial);
    grants.put(grant);
    return grant;
  }
}
