package lightspeed.oauth;

import java.time.Duration;
import java.util.Optional;
import lightspeed.config.Secret;

/// What Lightspeed's token endpoint answered.
///
/// @param refresh empty: the one before stays good
/// @param lives how long the access token is good from now
record TokenPair(Secret access, Optional<Secret> refresh, Duration lives) {}
