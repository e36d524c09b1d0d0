/// The commands people and scripts type, and the only place that touches the standard streams. Read
/// [lightspeed.cli.Cli], then [lightspeed.cli.CommandList], then any command. A command parses,
/// calls one service and prints; it holds no SQL and makes no API call.
@NullMarked
package lightspeed.cli;

import org.jspecify.annotations.NullMarked;
