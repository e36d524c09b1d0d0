package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.Database;
import lightspeed.installation.Hindrance;
import lightspeed.installation.Installation;
import lightspeed.job.LeaseLost;
import lightspeed.purchaseorder.OrderWriter;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The only way this package writes to Lightspeed, so that no write escapes the rules:
///
/// 1. the budget grants a call (the client does that), and the attempt has not stood still;
/// 2. the intent is committed to the journal, only while the claim is held and the job is the
/// order's one writer;
/// 3. the lease is known to last longer than the request may take, otherwise nothing is sent;
/// 4. the request is made;
/// 5. its result and the end of the journal row are committed together, only while the claim is
/// held.
///
/// A crash after 2, 3 or 4 leaves the row IN_PROGRESS: the next run finds it with
/// [SyncJournal#takeUnknown] and reads back what happened.
final class RemoteWrites {
  /// How soon an attempt looks again whether this installation may send.
  private static final Duration WHEN_NOT_ALLOWED = Duration.ofSeconds(30);

  /// How soon it looks again after key or store changed at the very moment: the next look reads
  /// them anew.
  private static final Duration WHEN_CHANGED = Duration.ofSeconds(1);

  /// How soon a job looks again whether it may write to its order.
  private static final Duration WRITER_PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final SyncJournal journal;
  private final Duration requestTimeout;
  private final SyncListener listener;
  private final Installation installation;
  private final Doubts doubts;

  RemoteWrites(
      Database database,
      SyncJournal journal,
      Installation installation,
      Duration requestTimeout,
      SyncListener listener,
      Doubts doubts) {
    this.database = database;
    this.journal = journal;
    this.installation = installation;
    this.requestTimeout = requestTimeout;
    this.listener = listener;
    this.doubts = doubts;
  }

  /// Makes one write.
  ///
  /// @param request makes the call with the caller it is given, and may refuse its answer with
  ///     [UnexpectedAnswer] or [SyncRefused]: then the outcome is unknown
  /// @param save writes the answer in the transaction that ends the journal row; must check the
  ///     claim only when it completes the job itself
  /// @throws XSeriesException when the call failed; the journal says whether its outcome is unknown
  /// @throws LeaseLost when the claim is gone; nothing was written here, and nothing sent unless it
  ///     had been sent before
  <T> T perform(Run run, Operation operation, Intent intent, Request<T> request, Save<T> save)
      throws InterruptedException {
    return perform(run, operation, intent, tx -> {}, request, save);
  }

  /// As the other one.
  ///
  /// @param condition what else the write depends on; throws [NotAnnounced] in the transaction that
  ///     announces
  <T> T perform(
      Run run,
      Operation operation,
      Intent intent,
      Condition condition,
      Request<T> request,
      Save<T> save)
      throws InterruptedException {
    AtomicReference<Announced> announced = new AtomicReference<>();
    Caller caller =
        run.caller()
            .with(run.writes())
            .beforeSending(() -> announced.set(announce(run, operation, intent, condition)));
    try {
      T answer = answered(run, operation, request, caller, announced);
      run.taken().add(operation);
      Announced sent = announced.get();
      database.useTransaction(
          tx -> {
            run.job().requireClaim(tx);
            journal.complete(tx, sent.row());
            save.write(tx, answer);
          });
      sent.underWay().ended();
      run.continuity().wrote();
      listener.ended(run.order(), operation, "done");
      return answer;
    } catch (LeaseLost lost) {
      // Ours no longer: taken over by another worker, or forgotten by the database.
      Announced sent = announced.get();
      if (sent != null) {
        sent.underWay().endedUnwritten();
      }
      throw lost;
    } finally {
      Announced sent = announced.get();
      if (sent != null) {
        sent.underWay().left();
      }
    }
  }

  /// A row of the journal, and the memory of it for the case that the database loses it.
  private record Announced(long row, Installation.UnderWay underWay) {}

  private <T> T answered(
      Run run,
      Operation operation,
      Request<T> request,
      Caller caller,
      AtomicReference<Announced> announced)
      throws InterruptedException {
    try {
      return request.make(caller);
    } catch (XSeriesException failure) {
      recordFailure(run, operation, announced.get(), failure.outcomeIsUnknown(), failure);
      throw failure;
    } catch (UnexpectedAnswer | SyncRefused answered) {
      recordFailure(run, operation, announced.get(), true, answered);
      throw answered;
    }
  }

  private static String words(Intent intent) {
    String lines = intent.lines().isEmpty() ? "" : " with " + intent.lines().size() + " lines";
    return (intent.consignmentId() == null ? "new consignment" : intent.consignmentId()) + lines;
  }

  private Announced announce(Run run, Operation operation, Intent intent, Condition condition) {
    run.continuity().require();
    long row =
        database.inTransaction(
            tx -> {
              run.job().renewClaim(tx);
              condition.require(tx);
              return installation
                  .sender(tx)
                  .flatMap(
                      sender ->
                          journal.begin(tx, run.order(), run.job(), operation, intent, sender))
                  .orElseThrow(() -> notAllowed(tx, run));
            });
    listener.began(run.order(), operation, words(intent));
    run.job().requireLeaseFor(requestTimeout);
    long job = run.job().id().value();
    return new Announced(
        row,
        installation.begun(tx -> journal.writeAgain(tx, row, run.order(), job, operation, intent)));
  }

  private void recordFailure(
      Run run,
      Operation operation,
      @Nullable Announced sent,
      boolean isUnknown,
      RuntimeException failure) {
    if (sent == null) {
      return; // It failed before anything was announced, so nothing was sent.
    }
    if (isUnknown) {
      doubts.begins(sent.row());
    }
    String words = String.valueOf(failure.getMessage());
    listener.ended(run.order(), operation, words);
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          if (isUnknown) {
            journal.markUnknown(tx, sent.row(), words);
          } else {
            journal.fail(tx, sent.row(), words);
          }
        });
    sent.underWay().ended();
  }

  /// The first transaction of every job that writes to an order: it becomes the order's only
  /// writer, and takes over what earlier ones left in doubt.
  ///
  /// @return writes of this order whose outcome is unknown, oldest first
  /// @throws WaitFor when another job writes to it at this moment
  /// @throws LeaseLost when the claim is gone
  List<JournalEntry> begin(Run run) {
    return database.inTransaction(
        tx -> {
          begin(tx, run);
          return journal.takeUnknown(tx, run.order());
        });
  }

  /// As [#begin(Run)], in the caller's transaction; leaves doubts alone.
  static void begin(Handle tx, Run run) {
    run.job().requireClaim(tx);
    if (!OrderWriter.take(tx, run.order(), run.job())
        && OrderWriter.of(tx, run.order()).isPresent()) {
      throw anotherWrites();
    }
  }

  private WaitFor notAllowed(Handle tx, Run run) {
    if (!OrderWriter.is(tx, run.order(), run.job())) {
      return anotherWrites();
    }
    Hindrance why = installation.refusal(tx);
    boolean isOver = why.kind() == Hindrance.Kind.STORE_NOT_ASKED;
    return new WaitFor(isOver ? WHEN_CHANGED : WHEN_NOT_ALLOWED, why.words());
  }

  private static WaitFor anotherWrites() {
    return new WaitFor(WRITER_PAUSE, "Another job is writing to this order at this moment.");
  }

  /// Writes of this order whose outcome is unknown, oldest first.
  ///
  /// @throws LeaseLost when the claim is gone
  List<JournalEntry> takeUnknown(Run run) {
    return database.inTransaction(
        tx -> {
          run.job().requireClaim(tx);
          return journal.takeUnknown(tx, run.order());
        });
  }

  /// What a write depends on besides the claim.
  @FunctionalInterface
  interface Condition {
    void require(Handle tx);
  }

  /// The call itself.
  @FunctionalInterface
  interface Request<T> {
    T make(Caller caller) throws InterruptedException;
  }

  /// What to save of the answer.
  @FunctionalInterface
  interface Save<T> {
    void write(Handle tx, T answer);
  }
}
