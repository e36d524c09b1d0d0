/// The vendor's API over HTTP: versions, authentication, rate limit, routes and bodies. Read
/// [ApiHandler] first. Rules live in the packages behind it.
@NullMarked
package xseries.emulator.api;

import org.jspecify.annotations.NullMarked;
