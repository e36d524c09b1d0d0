/// Connections, transactions, migrations, kinds of SQL error and the embedded MariaDB server. Read
/// [lightspeed.db.Database] first. Knows nothing of purchase orders, jobs or Lightspeed.
@NullMarked
package lightspeed.db;

import org.jspecify.annotations.NullMarked;
