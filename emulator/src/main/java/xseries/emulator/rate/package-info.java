/// The limit on calls in a window. Read [RateLimiter] first. It knows nothing of HTTP.
@NullMarked
package xseries.emulator.rate;

import org.jspecify.annotations.NullMarked;
