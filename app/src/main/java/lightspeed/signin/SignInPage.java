package lightspeed.signin;

import org.jspecify.annotations.Nullable;

/// What the page to sign in shows.
///
/// @param next where to go afterwards, a path of ours
/// @param name as it was typed the last time, or empty
/// @param problem why the last try failed, null before the first
/// @param hasAdmin false before the first set-up
public record SignInPage(
    String csrf, String next, String name, @Nullable String problem, boolean hasAdmin) {}
