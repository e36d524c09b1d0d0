package lightspeed.signin;

import org.jspecify.annotations.Nullable;

/// What the page shows that asks for the second factor.
///
/// @param problem why the last attempt failed, null before the first
public record CodePage(String csrf, @Nullable String problem) {}
