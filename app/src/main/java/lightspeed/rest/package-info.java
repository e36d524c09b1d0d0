/// The API for programs, `/api/v1`: purchase orders, sync, jobs, webhook deliveries, products,
/// health. Read [lightspeed.rest.Api] first, then `openapi.json` beside it. Holds no rule of its
/// own: what commands and pages call, it calls. Must not know SQL.
@NullMarked
package lightspeed.rest;

import org.jspecify.annotations.NullMarked;
