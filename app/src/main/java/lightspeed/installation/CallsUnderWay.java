package lightspeed.installation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;

/// What this process announced and has not written the end of. When the database forgets such an
/// announcement, this is the only place that still knows of the call.
///
/// **Threads:** safe.
final class CallsUnderWay {
  private final Set<Announced> all = ConcurrentHashMap.newKeySet();

  /// One announcement.
  ///
  /// @param epoch that the database had at that time
  /// @param reminder writes it again if it is gone
  /// @param isDoubtful whether its end could not be written, so that nobody waits for it any more
  record Announced(long epoch, Reminder reminder, AtomicBoolean isDoubtful) {}

  /// Writes an announcement again.
  @FunctionalInterface
  interface Reminder {
    /// Writes the announcement again if the database has lost it.
    ///
    /// @return whether it was gone
    boolean writeAgainIfGone(Handle tx);
  }

  Announced begun(long epoch, Reminder reminder) {
    var announced = new Announced(epoch, reminder, new AtomicBoolean());
    all.add(announced);
    return announced;
  }

  void ended(Announced announced) {
    all.remove(announced);
  }

  /// Writes again what the database has forgotten.
  void wentBack(Handle tx) {
    all.forEach(announced -> announced.reminder().writeAgainIfGone(tx));
  }

  /// Whether there is one that nobody waits for.
  boolean hasDoubtful() {
    return !all.isEmpty() && all.stream().anyMatch(one -> one.isDoubtful().get());
  }

  /// What was looked at.
  ///
  /// @param calls all of them
  /// @param epochOfGone the highest epoch of one that was gone; 0 when none was
  record Settled(List<Announced> calls, long epochOfGone) {
    Settled {
      calls = List.copyOf(calls);
    }
  }

  /// Looks at those that nobody waits for.
  Settled settleDoubtful(Handle tx) {
    List<Announced> calls = all.stream().filter(one -> one.isDoubtful().get()).toList();
    long epochOfGone = 0;
    for (Announced announced : calls) {
      if (announced.reminder().writeAgainIfGone(tx)) {
        epochOfGone = Math.max(epochOfGone, announced.epoch());
      }
    }
    return new Settled(calls, epochOfGone);
  }

  /// Forgets them once what was written again is committed. Others that nobody waits for any more
  /// since then are still to be looked at.
  void forget(Settled settled) {
    settled.calls().forEach(all::remove);
  }
}
