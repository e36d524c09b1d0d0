package xseries.emulator.oauth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Row;

/// One connection of an application: the pair of tokens that works now.
///
/// @param id the refresh token
/// @param scopes what it may do; null: everything
public record Grant(
    String id,
    String accessToken,
    String application,
    @Nullable List<String> scopes,
    Instant expiresAt,
    long version)
    implements Row {

  public Grant {
    scopes = scopes == null ? null : List.copyOf(scopes);
  }

  /// What the answer says of the scopes.
  public String grantedScopes() {
    return String.join(" ", scopes == null ? Scope.ALL : scopes);
  }
}
