/// What this database is: which past it has (the epoch), who may send with it (the key's mark, a
/// copy, a twin) and which store it belongs to. Read [lightspeed.installation.Installation] first.
/// Must not know orders, jobs or the catalogue: parts that own something which must not outlive a
/// past or a store implement [lightspeed.installation.Belongings].
@NullMarked
package lightspeed.installation;

import org.jspecify.annotations.NullMarked;
