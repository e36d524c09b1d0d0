package lightspeed.xseries;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A client for a test, with a budget that grants everything and remembers, and a log that
/// remembers.
final class Client implements AutoCloseable {
  static final String TOKEN = "lsxs_pt_very-secret-0123456789";
  static final Caller CALLER = new Caller(812L, "PO-1042", CallBudget.Urgency.BACKGROUND, () -> {});

  final Budget budget = new Budget();
  final List<CallLog.Entry> log = new CopyOnWriteArrayList<>();
  final XSeriesClient api;

  private Client(XSeriesConnection connection, String token) {
    api = new XSeriesClient(connection, () -> new AccessToken(token), budget, log::add, () -> NOW);
  }

  /// Our clock: an hour behind the servers of these tests.
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  static Client of(URI server) {
    return of(server, Duration.ofSeconds(10));
  }

  static Client of(URI server, Duration requestTimeout) {
    return new Client(connection(server, requestTimeout), TOKEN);
  }

  static Client of(XSeriesConnection connection) {
    return new Client(connection, TOKEN);
  }

  static Client of(XSeriesConnection connection, String token) {
    return new Client(connection, token);
  }

  static Client of(URI server, String token) {
    return new Client(connection(server, Duration.ofSeconds(10)), token);
  }

  static XSeriesConnection connection(URI server, Duration requestTimeout) {
    return connection(server, requestTimeout, "2.0");
  }

  static XSeriesConnection connection(URI server, Duration requestTimeout, String version) {
    return XSeriesConnection.to(
        new XSeriesAddress(server, version), requestTimeout, "lightspeed-integration/test");
  }

  CallLog.Entry onlyEntry() {
    if (log.size() != 1) {
      throw new AssertionError("not one entry but " + log);
    }
    return log.getFirst();
  }

  @Override
  public void close() {
    api.close();
  }

  /// Grants at once.
  static final class Budget implements CallBudget {
    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public Permit acquire(Urgency urgency) {
      events.add("acquire " + urgency);
      return () -> events.add("ended");
    }

    @Override
    public void reported(@Nullable Integer limit, @Nullable Integer remaining) {
      events.add("reported " + limit + " " + remaining);
    }

    @Override
    public void refused(Duration retryAfter) {
      events.add("refused " + retryAfter);
    }

    @Override
    public State state() {
      return new State(null, null, Duration.ofMinutes(5), null);
    }
  }
}
