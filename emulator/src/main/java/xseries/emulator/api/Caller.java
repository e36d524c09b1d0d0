package xseries.emulator.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.oauth.PersonalToken;
import xseries.emulator.oauth.Scope;

/// Who calls, and what they may.
///
/// @param application whose rate limit and webhooks these are
/// @param scopes null: all
/// @param outletIds null: all
record Caller(String application, @Nullable List<String> scopes, @Nullable List<String> outletIds) {

  static Caller mighty(String application) {
    return new Caller(application, null, null);
  }

  static Caller with(String application, PersonalToken token) {
    return new Caller(application, token.scopes(), token.outletIds());
  }

  boolean has(String scope) {
    return scopes == null || scopes.contains(scope);
  }

  boolean sees(@Nullable String outletId) {
    return outletIds == null || outletIds.contains(outletId);
  }

  boolean hidesCosts() {
    return !has(Scope.COSTS);
  }
}
