/// A small HTTP/1.1 server on virtual threads that can also misbehave on purpose: it drops, resets,
/// cuts
/// and drips answers, which library servers refuse to do. Read [HttpServer] first. It knows nothing
/// of the API served through it.
@NullMarked
package xseries.emulator.http;

import org.jspecify.annotations.NullMarked;
