package lightspeed.console.admin;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.signin.ApiToken;
import lightspeed.signin.Scope;
import org.jspecify.annotations.Nullable;

/// The programs that may call the API.
///
/// @param secret of the token that was just made, shown this once; null when none was
public record TokenPage(Frame frame, List<ApiToken> tokens, @Nullable String secret) {
  public Scope[] scopes() {
    return Scope.values();
  }

  /// What a token may do, in words.
  public String words(ApiToken token) {
    return String.join(", ", token.scopes().stream().sorted().map(Scope::word).toList());
  }
}
