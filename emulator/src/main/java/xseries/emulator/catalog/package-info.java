/// The store of the sandbox: outlets, suppliers, products and stock, made from a seed number. Read
/// [Catalog] first. It knows nothing of consignments.
@NullMarked
package xseries.emulator.catalog;

import org.jspecify.annotations.NullMarked;
