package lightspeed.config;

import java.net.URI;
import java.time.Duration;

/// Where the store is and how it is called; known before anybody has given a token.
///
/// @param retailer whose account it is, the key of the shared call budget: the domain prefix, or
///     host and port of `lightspeed_api_url` when there is no prefix
/// @param baseUri scheme and host, without a slash at the end
/// @param version in the path of every call: `2.0` (default) or year and month
/// @param requestTimeout how long a call may take: at most two thirds of the lease, so that the
///     lease outlives every request; default 6 s
/// @param rateWindow in which Lightspeed counts calls; default 300 s
public record StoreConfig(
    String retailer, URI baseUri, String version, Duration requestTimeout, Duration rateWindow) {}
