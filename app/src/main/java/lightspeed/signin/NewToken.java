package lightspeed.signin;

import lightspeed.config.Secret;

/// A token that was just made.
///
/// @param secret what the program sends; it cannot be had again
public record NewToken(ApiToken token, Secret secret) {}
