/// Access and refresh tokens of OAuth applications. Read [Grants] first. It knows nothing of HTTP.
@NullMarked
package xseries.emulator.oauth;

import org.jspecify.annotations.NullMarked;
