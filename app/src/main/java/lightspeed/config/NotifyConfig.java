package lightspeed.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Whom we tell about orders.
///
/// @param url where to; null: nobody is told
/// @param secret signs what is sent; nothing is sent without it
/// @param privateAddresses whether the receiver may be on this machine or its network, and without
///     TLS; default false
public record NotifyConfig(@Nullable URI url, @Nullable Secret secret, boolean privateAddresses) {}
