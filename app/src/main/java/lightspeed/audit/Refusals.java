package lightspeed.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import lightspeed.db.Sleeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes in the audit log what strangers and people were refused, without letting them fill it: the
/// first refusal of its kind from an address becomes an entry at once, further ones of the same
/// minute are counted and become one entry when the minute is over. No more than [#A_MINUTE] kinds
/// and addresses are told apart in a minute; what exceeds them is one entry too. So a process
/// writes at most twice as many entries a minute and one more, however many ask.
///
/// When the process is killed, repetitions of its last minute are not told.
///
/// **Threads:** safe.
public final class Refusals implements AutoCloseable {
  /// Told apart in a minute.
  static final int A_MINUTE = 30;

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Database database;
  private final AuditLog log;
  private final Sleeper sleeper;
  private final Map<Kind, Counted> seen = new LinkedHashMap<>();
  private long others;
  private @Nullable Thread minute;

  public Refusals(Database database, AuditLog log, Sleeper sleeper) {
    this.database = database;
    this.log = log;
    this.sleeper = sleeper;
  }

  /// What was refused.
  ///
  /// @param actor who is known to have asked, else the part of the product that refused
  /// @param action beginning with `refused.` or `sign_in.`
  /// @param user name of the person whom it is about, null: nobody
  /// @param what facts, from [AuditDetails]; of repetitions the first one's
  /// @param address of the client
  /// @param group under which the address is counted
  public record Refused(
      String actor,
      String action,
      @Nullable String user,
      String what,
      String address,
      String group) {}

  private record Kind(String actor, String action, @Nullable String user, String group) {
    static Kind of(Refused refused) {
      return new Kind(refused.actor(), refused.action(), refused.user(), refused.group());
    }
  }

  private static final class Counted {
    private final Refused first;
    private long more;

    Counted(Refused first) {
      this.first = first;
    }
  }

  /// Notes one. That it cannot be noted changes no answer; the log file tells it then.
  public void note(Refused refused) {
    if (isFirst(refused)) {
      append(refused.actor(), refused.action(), refused, refused.what());
    }
  }

  private synchronized boolean isFirst(Refused refused) {
    if (minute == null) {
      minute = Thread.ofVirtual().name("refusals").start(this::closeLater);
    }
    var counted = seen.get(Kind.of(refused));
    if (counted != null) {
      counted.more++;
      return false;
    }
    if (seen.size() >= A_MINUTE) {
      others++;
      return false;
    }
    seen.put(Kind.of(refused), new Counted(refused));
    return true;
  }

  private void closeLater() {
    try {
      sleeper.sleep(MINUTE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    closeMinute();
  }

  /// Tells what was repeated since the first refusal of this minute.
  void closeMinute() {
    List<Counted> repeated = new ArrayList<>();
    long rest;
    synchronized (this) {
      seen.values().stream().filter(counted -> counted.more > 0).forEach(repeated::add);
      rest = others;
      seen.clear();
      others = 0;
      minute = null;
    }
    for (var counted : repeated) {
      append(counted.first.actor(), counted.first.action(), counted.first, times(counted.more));
    }
    if (rest > 0) {
      append(AuditLog.ITSELF, "refused.others", null, times(rest));
    }
  }

  /// Tells at once what was repeated, and waits for nothing any more.
  @Override
  public void close() {
    Thread waiting;
    synchronized (this) {
      waiting = minute;
    }
    if (waiting != null) {
      waiting.interrupt();
      closeMinute();
    }
  }

  private static String times(long more) {
    return new AuditDetails().with("more_in_the_same_minute", Long.toString(more)).json();
  }

  private void append(String actor, String action, @Nullable Refused refused, String details) {
    try {
      database.useTransaction(
          tx ->
              log.append(
                  tx,
                  actor,
                  action,
                  refused == null || refused.user() == null ? null : "USER",
                  refused == null ? null : refused.user(),
                  details,
                  refused == null ? null : refused.address()));
    } catch (DatabaseException e) {
      LOG.warn("refusal not noted action={} cause=\"{}\"", action, e.getMessage());
    }
  }
}
