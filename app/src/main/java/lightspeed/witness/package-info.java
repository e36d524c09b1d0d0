/// Tells places outside the database where the audit log ends, so that whoever can write to the
/// database can cut nothing off unseen. Read [lightspeed.witness.TellHead] first. Knows nothing of
/// what is in the log.
@NullMarked
package lightspeed.witness;

import org.jspecify.annotations.NullMarked;
