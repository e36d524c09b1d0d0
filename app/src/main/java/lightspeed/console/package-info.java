/// What all pages of the console share: the frame around each, how they are written, how a change
/// is asked for and answered, news while a page is open. Read [lightspeed.console.Pages] first. The
/// pages themselves are in the packages below it. No SQL, no call to Lightspeed.
@NullMarked
package lightspeed.console;

import org.jspecify.annotations.NullMarked;
