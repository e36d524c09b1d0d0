package lightspeed.sync;

import lightspeed.db.Database;

/// Shows a person what differs between an order and Lightspeed and none of our requests explains.
final class Drift {
  private final Database database;
  private final SyncJournal journal;

  Drift(SyncParts parts) {
    this.database = parts.database();
    this.journal = parts.journal();
  }

  void report(Run run, String words) {
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          journal.noteFailure(tx, run.order(), run.job().id().value(), Operation.DRIFT, words);
        });
  }
}
