package lightspeed.job;

/// Why a worker stopped.
public sealed interface WorkerEnd {
  /// One sentence or more for people: what happened, and what to do.
  String words();

  /// It was told to, or has done what it was to do.
  record Asked() implements WorkerEnd {
    @Override
    public String words() {
      return "The worker has stopped.";
    }
  }

  /// A newer program has upgraded the database. Nothing is wrong: the jobs were handed back.
  ///
  /// @param schema version of the database
  /// @param known newest version that this program knows
  record Outdated(int schema, int known) implements WorkerEnd {
    @Override
    public String words() {
      return "The worker stopped: the database is at version "
          + schema
          + ", made by a newer program; this one knows "
          + known
          + ". Its jobs are queued again for workers of the newer version: upgrade this program.";
    }
  }

  /// A part of the worker itself failed in a way that it cannot live with.
  ///
  /// @param part that failed, such as "heartbeat"
  record Broken(String part, Throwable cause) implements WorkerEnd {
    @Override
    public String words() {
      return "The worker stopped because its "
          + part
          + " failed ("
          + cause
          + "). Its jobs are queued again, and no order is sent twice. Start it again; if this comes"
          + " back, look for the cause in the log.";
    }
  }
}
