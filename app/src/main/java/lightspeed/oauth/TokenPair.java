package lightspeed.oauth;

import java.time.Duration;
import java.util.Optional;
import lightspeed.config.Secret;
import org.jspecify.annotations.Nullable;

/// What Lightspeed's token endpoint answered.
///
/// @param refresh empty: the one before stays good
/// @param scopes what it allows, as Lightspeed says it; null when it does not say
/// @param lives how long the access token is good from now
record TokenPair(
    Secret access, Optional<Secret> refresh, Duration lives, @Nullable String scopes) {}
