package lightspeed.cli;

/// What a running command works with.
///
/// @param services built only as far as they are used
record Session(Terminal terminal, Services services, GlobalOptions options) {}
