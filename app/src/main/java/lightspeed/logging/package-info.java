/// Where log lines go: to nobody in short commands, to rotated files in workers and servers. Read
/// [lightspeed.logging.Logging] first. Knows nothing of what is logged.
@NullMarked
package lightspeed.logging;

import org.jspecify.annotations.NullMarked;
