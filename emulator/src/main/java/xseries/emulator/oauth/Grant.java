package xseries.emulator.oauth;

import java.time.Instant;
import xseries.emulator.store.Row;

/// One connection of an application: the pair of tokens that works now.
///
/// @param id the refresh token
public record Grant(
    String id, String accessToken, String application, Instant expiresAt, long version)
    implements Row {}
