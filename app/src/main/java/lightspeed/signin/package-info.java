/// Who may use the console and the API: people with a role and a password, their sessions, tokens
/// for programs, and the check of every route. Read [lightspeed.signin.SignIn] first. Must not know
/// what the pages and routes are about.
@NullMarked
package lightspeed.signin;

import org.jspecify.annotations.NullMarked;
