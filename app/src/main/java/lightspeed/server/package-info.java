/// The HTTP server: one port, virtual threads, limits against slow and greedy clients, security
/// headers, an orderly stop. Read [lightspeed.server.WebServer] first, then
/// [lightspeed.server.Feature], by which features add what they answer. Knows no feature.
@NullMarked
package lightspeed.server;

import org.jspecify.annotations.NullMarked;
