/// Pages for those who look after the product: settings, people, tokens, the audit log. Read
/// [lightspeed.console.admin.SettingPages] first. No SQL, no call to Lightspeed.
@NullMarked
package lightspeed.console.admin;

import org.jspecify.annotations.NullMarked;
