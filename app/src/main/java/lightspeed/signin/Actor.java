package lightspeed.signin;

import org.jspecify.annotations.Nullable;

/// Who changes something, for the audit log.
///
/// @param name a person, a token, or `cli:<login>`
/// @param address from where, null when local
public record Actor(String name, @Nullable String address) {}
