package lightspeed.job;

import org.jdbi.v3.core.Handle;

/// The one row of `queue_state`: what the workers of all processes noticed together.
final class QueueState {
  private QueueState() {}

  /// Counts that the database went back, unless another worker has counted this time already.
  ///
  /// @param remembered the count when the worker saw last that all was well
  /// @return whether this worker is the first to notice
  static boolean countSetback(Handle handle, long remembered) {
    long counted = lock(handle, "setbacks");
    if (counted > remembered) {
      return false;
    }
    // The count itself went back; those who remember more must see that it was counted.
    handle.execute("UPDATE queue_state SET setbacks = ?", remembered + 1);
    return true;
  }

  /// How often workers noticed that the clock was set; no one counts until the transaction ends.
  static long lockClockSteps(Handle handle) {
    return lock(handle, "clock_steps");
  }

  /// Counts that the clock was set; wants [#lockClockSteps] before.
  static long countClockStep(Handle handle) {
    handle.execute("UPDATE queue_state SET clock_steps = clock_steps + 1");
    return lockClockSteps(handle);
  }

  private static long lock(Handle handle, String column) {
    handle.execute("INSERT IGNORE INTO queue_state (id) VALUES (1)");
    return handle
        .createQuery("SELECT <column> FROM queue_state WHERE id = 1 FOR UPDATE")
        .define("column", column)
        .mapTo(Long.class)
        .one();
  }
}
