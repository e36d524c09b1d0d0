/// Who did what: an append-only log in which each entry carries the hash of the one before, so that
/// a changed or removed entry shows. Read [lightspeed.audit.AuditLog] first. Knows nothing of what
/// is audited.
@NullMarked
package lightspeed.audit;

import org.jspecify.annotations.NullMarked;
