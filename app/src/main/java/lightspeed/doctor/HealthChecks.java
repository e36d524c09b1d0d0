package lightspeed.doctor;

import java.util.function.Supplier;

/// The quick ones of the doctor's questions, which `health`, `status`, the overview and the API
/// show.
///
/// **Threads:** safe.
public final class HealthChecks {
  private final Supplier<Doctor> doctor;

  /// @param doctor a new one for each look
  public HealthChecks(Supplier<Doctor> doctor) {
    this.doctor = doctor;
  }

  /// Asks them all.
  public HealthReport look() throws InterruptedException {
    return doctor.get().quick(_ -> true);
  }

  /// Asks only whether the database answers and has the tables that this program needs.
  public HealthReport lookAtDatabase() throws InterruptedException {
    return doctor.get().quick(ExamineDatabase.QUICK::equals);
  }
}
