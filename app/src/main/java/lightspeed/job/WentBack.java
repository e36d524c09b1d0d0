package lightspeed.job;

import org.jdbi.v3.core.Handle;

/// Is told when a worker finds that the database went back: restored from a backup, or a fail-over
/// lost seconds. Registered with [JobQueue#onDatabaseWentBack].
@FunctionalInterface
public interface WentBack {
  /// Called once for each time the database went back, however many workers notice, in the
  /// transaction in which the first of them registers again. No job of that worker runs its next
  /// step before.
  ///
  /// **Twice:** the transaction may be rolled back and run again.
  ///
  /// @param why what the worker saw, as a sentence
  void noticed(Handle transaction, String why);
}
