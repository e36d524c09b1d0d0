package lightspeed.signin;

import org.jspecify.annotations.Nullable;

/// What the pages to choose a password show.
///
/// @param action where the form goes
/// @param name of the person; what was typed the last time when it is asked for
/// @param problem why the last try failed, null before the first
public record ChoosePasswordPage(
    String title,
    String csrf,
    String action,
    String name,
    boolean isNameAsked,
    boolean isOldAsked,
    @Nullable String problem) {}
