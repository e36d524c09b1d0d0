package lightspeed.doctor;

/// Something that is wrong in this installation.
///
/// @param detail what is wrong, with the facts, in one sentence
/// @param repair the command or deed that repairs it here
public record Finding(Fault fault, String detail, String repair) {
  Finding(Fault fault, String detail) {
    this(fault, detail, fault.repair());
  }
}
