/// Restoring a backup: the tables, and what became of the world since the backup was made. Read
/// [lightspeed.restore.RestoreBackup] first. Sends nothing.
@NullMarked
package lightspeed.restore;

import org.jspecify.annotations.NullMarked;
