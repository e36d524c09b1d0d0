package xseries.emulator.oauth;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Row;

/// A token besides the one the emulator was started with.
///
/// @param id the token itself
/// @param scopes what it may do; null: everything
/// @param outletIds what it sees in lists; null: all outlets
/// @param expiresAt from when on it is not valid; null: never
public record PersonalToken(
    String id,
    @Nullable List<String> scopes,
    @Nullable List<String> outletIds,
    @Nullable Instant expiresAt,
    long version)
    implements Row {

  public PersonalToken {
    scopes = scopes == null ? null : List.copyOf(scopes);
    outletIds = outletIds == null ? null : List.copyOf(outletIds);
  }
}
