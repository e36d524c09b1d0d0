/// Removes history that is older than the settings say, once a day. Read
/// [lightspeed.retention.PruneHistory] first. Knows how old rows may become and which are finished,
/// nothing of what they are for.
@NullMarked
package lightspeed.retention;

import org.jspecify.annotations.NullMarked;
