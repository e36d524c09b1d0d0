/// Settings that are kept in the database: set, audited, encrypted when secret, and taken over by
/// running processes within seconds. Read [lightspeed.settings.LiveSettings] first. Must not know
/// what the settings are for.
@NullMarked
package lightspeed.settings;

import org.jspecify.annotations.NullMarked;
