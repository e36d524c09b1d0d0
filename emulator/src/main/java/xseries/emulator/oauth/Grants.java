package xseries.emulator.oauth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Row;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// Gives out tokens for codes and for refresh tokens. Every code
/// works once, whoever made it up. Used inside the store's `read` and `write`.
public final class Grants {
  /// A code that has been traded in.
  record UsedCode(String id, long version) implements Row {}

  private final Store store;
  private final Settings settings;
  private final InstantSource clock;
  private final Table<Grant> grants;
  private final Table<UsedCode> codes;

  public Grants(Store store, Settings settings, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.grants = store.table("grants", Grant.class, Grant::accessToken);
    this.codes = store.table("codes", UsedCode.class);
  }

  /// The application that holds a live access token, or null.
  public @Nullable String application(String accessToken) {
    List<Grant> found = grants.allOf(accessToken);
    if (found.isEmpty() || !clock.instant().isBefore(found.getFirst().expiresAt())) {
      return null;
    }
    return found.getFirst().application();
  }

  /// Tokens for a code, or null when the code was used before.
  public @Nullable Grant trade(String code, String application) {
    if (codes.get(code) != null) {
      return null;
    }
    codes.put(new UsedCode(code, store.nextSerial()));
    return issue(application, "rt_" + store.idOfSerial(store.nextSerial()));
  }

  /// New tokens for a refresh token; the old access token dies, and so does the old refresh token
  /// when refreshing rotates. Null when the refresh token is not a live one of the application.
  public @Nullable Grant refresh(String refreshToken, String application) {
    Grant old = grants.get(refreshToken);
    if (old == null || !old.application().equals(application)) {
      return null;
    }
    grants.remove(old.id());
    if (!settings.isOn(Switch.REFRESH_ROTATES)) {
      return issue(application, refreshToken);
    }
    return issue(application, "rt_" + store.idOfSerial(store.nextSerial()));
  }

  private Grant issue(String application, String refreshToken) {
    long serial = store.nextSerial();
    Instant expires = clock.instant().plusSeconds(settings.number(Switch.TOKEN_SECONDS));
    Grant grant =
        new Grant(refreshToken, "at_" + store.idOfSerial(serial), application, expires, serial);
    grants.put(grant);
    return grant;
  }
}
