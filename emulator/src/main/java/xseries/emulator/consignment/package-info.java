/// Consignments, their lines, their status machine and their effect on stock. Read
/// [ConsignmentService] first. It knows nothing of HTTP.
@NullMarked
package xseries.emulator.consignment;

import org.jspecify.annotations.NullMarked;
