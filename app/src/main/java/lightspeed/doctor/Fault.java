package lightspeed.doctor;

/// Something that the doctor can find. docs/doctor.md is the same list for people; a test compares
/// them.
///
/// @param id the name for scripts and documentation, such as `token-refused`
/// @param meaning what it means for the work, one sentence
/// @param repair what repairs it, mostly a command
public record Fault(String id, Topic topic, Severity severity, String meaning, String repair) {
  /// A person must act: it does not work, will stop working, or is not safe.
  static Fault fault(Topic topic, String id, String meaning, String repair) {
    return new Fault(id, topic, Severity.FAULT, meaning, repair);
  }

  /// It works, but a person should know.
  static Fault hint(Topic topic, String id, String meaning, String repair) {
    return new Fault(id, topic, Severity.HINT, meaning, repair);
  }
}
