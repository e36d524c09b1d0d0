package lightspeed.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The options that every command takes, before or after its name.
///
/// @param isJson results and errors as JSON documents
/// @param isVerbose log events and stack traces on standard error
/// @param isQuiet no messages, only results and errors
/// @param isColorless no colour, even on a terminal
/// @param isUnattended never ask
/// @param envFile read instead of `.env`
record GlobalOptions(
    boolean isJson,
    boolean isVerbose,
    boolean isQuiet,
    boolean isColorless,
    boolean isUnattended,
    boolean isHelp,
    boolean isVersion,
    @Nullable Path envFile) {}
