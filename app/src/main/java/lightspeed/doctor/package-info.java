/// Finds what is wrong with an installation and names the command that repairs it. Read
/// [lightspeed.doctor.Doctor] first. Changes nothing, and must not need anything of what it looks
/// at to be in order.
@NullMarked
package lightspeed.doctor;

import org.jspecify.annotations.NullMarked;
