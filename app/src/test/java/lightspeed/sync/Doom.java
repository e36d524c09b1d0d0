package lightspeed.sync;

import org.jspecify.annotations.Nullable;

/// What happens to one attempt at its n-th event (a commit, a granted call, an answer): nothing, it
/// dies as if the process had been killed, or it sleeps until another attempt has done the work,
/// and then wakes up and goes on.
final class Doom {
  /// Thrown where the process dies; nothing that the product catches.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  enum Fate {
    LIVE,
    DIE,
    SLEEP
  }

  private final Fate fate;
  private final int event;
  private int eventsLeft;
  private @Nullable Runnable othersWork;
  private boolean isDead;
  private boolean hasStruck;

  private Doom(Fate fate, int event) {
    this.fate = fate;
    this.event = event;
    this.eventsLeft = event;
  }

  static Doom none() {
    return new Doom(Fate.LIVE, 0);
  }

  /// @param event from 1
  static Doom at(Fate fate, int event) {
    return new Doom(fate, event);
  }

  Fate fate() {
    return fate;
  }

  boolean hasStruck() {
    return hasStruck;
  }

  /// @param work what other attempts do while this one sleeps
  void whileAsleep(Runnable work) {
    this.othersWork = work;
  }

  /// A moment at which no transaction is open.
  void event() {
    strike(fate != Fate.LIVE);
  }

  /// A moment at which row locks are held: a process may die there, but if it slept there, the
  /// others would only wait for it.
  void eventInTransaction() {
    strike(fate == Fate.DIE);
  }

  @Override
  public String toString() {
    return fate + " at event " + event;
  }

  /// The dead do nothing any more.
  void requireAlive() {
    if (isDead) {
      throw new Killed();
    }
  }

  private void strike(boolean counts) {
    requireAlive();
    if (!counts || hasStruck) {
      return;
    }
    eventsLeft--;
    if (eventsLeft > 0) {
      return;
    }
    hasStruck = true;
    if (fate == Fate.DIE) {
      isDead = true;
      throw new Killed();
    }
    if (othersWork != null) {
      othersWork.run();
    }
  }
}
