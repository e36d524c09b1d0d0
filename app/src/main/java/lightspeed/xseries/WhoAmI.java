package lightspeed.xseries;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a connection test found out.
///
/// @param user null when the token may not read it
/// @param retailer null when the token may not read it
/// @param serverAhead how far the server's clock is before ours, to the second; negative when it is
///     behind; null when the server sent no time
public record WhoAmI(
    @Nullable User user, @Nullable Retailer retailer, @Nullable Duration serverAhead) {}
