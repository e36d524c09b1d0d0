/// Our mirror of Lightspeed's suppliers, outlets and products, refreshed by version and never
/// edited here, and the mappings between our names and Lightspeed's. Read
/// [lightspeed.catalog.CatalogStore] first. Knows neither purchase orders nor the API.
@NullMarked
package lightspeed.catalog;

import org.jspecify.annotations.NullMarked;
