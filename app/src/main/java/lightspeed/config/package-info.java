/// Settings: which exist, where their values come from and one record for each component that reads
/// them. Read [lightspeed.config.Settings] first, then [lightspeed.config.Configuration]. Knows no
/// other package; values that live in the database are handed to it.
@NullMarked
package lightspeed.config;

import org.jspecify.annotations.NullMarked;
