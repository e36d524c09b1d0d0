/// Connecting to Lightspeed by its consent page instead of a personal token, and keeping the token
/// that comes of it fresh. Read [lightspeed.oauth.OAuthConnection] first. Must not know what the
/// token is used for.
@NullMarked
package lightspeed.oauth;

import org.jspecify.annotations.NullMarked;
