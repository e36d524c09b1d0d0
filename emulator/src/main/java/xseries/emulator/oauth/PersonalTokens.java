package xseries.emulator.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// Personal tokens with less than all rights. Used inside the store's `read` and `write`.
public final class PersonalTokens {
  private final Store store;
  private final InstantSource clock;
  private final Table<PersonalToken> table;

  public PersonalTokens(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.table = store.table("tokens", PersonalToken.class);
  }

  /// Makes a token; null means no restriction.
  ///
  /// @throws IllegalArgumentException when a scope is not known
  public PersonalToken make(
      @Nullable List<String> scopes,
      @Nullable List<String> outletIds,
      @Nullable Duration expiresIn) {
    for (String scope : scopes == null ? List.<String>of() : scopes) {
      if (!Scope.ALL.contains(scope)) {
        throw new IllegalArgumentException(
            "scopes cannot hold " + scope + "; known are " + String.join(", ", Scope.ALL) + ".");
      }
    }
    long serial = store.nextSerial();
    Instant expiresAt = expiresIn == null ? null : clock.instant().plus(expiresIn);
    PersonalToken made =
        new PersonalToken(
            "lsxs_pt_" + store.idOfSerial(serial), scopes, outletIds, expiresAt, serial);
    table.put(made);
    return made;
  }

  /// The live token with this text, or null.
  public @Nullable PersonalToken live(String token) {
    PersonalToken found = table.get(token);
    boolean isOver =
        found == null
            || (found.expiresAt() != null && !clock.instant().isBefore(found.expiresAt()));
    return isOver ? null : found;
  }
}
