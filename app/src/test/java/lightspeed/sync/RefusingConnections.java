package lightspeed.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Connections of one worker that note down each step, and refuse a chosen one once.
///
/// **Threads:** safe.
final class RefusingConnections {
  private static final Set<String> CLOCK_THREADS = Set.of("job-heartbeat", "job-caretaker");

  private final DataSource real;
  private final @Nullable DatabaseStep refused;
  private final ServerError error;
  private final Set<DatabaseStep> steps = new LinkedHashSet<>();
  private final Map<List<String>, Integer> occurrences = new HashMap<>();

  private RefusingConnections(DataSource real, @Nullable DatabaseStep refused, ServerError error) {
    this.real = real;
    this.refused = refused;
    this.error = error;
  }

  static RefusingConnections refusingNothing(DataSource real) {
    return new RefusingConnections(real, null, ServerError.DEADLOCK);
  }

  static RefusingConnections refusing(DataSource real, DatabaseStep step, ServerError error) {
    return new RefusingConnections(real, step, error);
  }

  /// All steps so far, in their order.
  synchronized List<DatabaseStep> steps() {
    return List.copyOf(steps);
  }

  synchronized boolean hasMet(DatabaseStep step) {
    return steps.contains(step);
  }

  private synchronized DatabaseStep next(String what) {
    String thread = nameOf(Thread.currentThread());
    int occurrence = occurrences.merge(List.of(thread, what), 1, Integer::sum);
    DatabaseStep step = new DatabaseStep(thread, what, occurrence);
    steps.add(step);
    return step;
  }

  /// Heartbeat and caretaker both begin with a look at the clock, and whichever is first makes up
  /// for what was missed: they count as one thread.
  private static String nameOf(Thread thread) {
    return CLOCK_THREADS.contains(thread.getName()) ? "job-clock" : thread.getName();
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            return call(real, method, arguments);
          }
          if (next(DatabaseStep.OPENING).equals(refused)) {
            throw error.whenOpening();
          }
          return connection(real.getConnection());
        });
  }

  private Connection connection(Connection of) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = call(of, method, arguments);
          return switch (result) {
            case PreparedStatement prepared ->
                statement(PreparedStatement.class, prepared, of, String.valueOf(arguments[0]));
            case Statement plain -> statement(Statement.class, plain, of, null);
            case null, default -> result;
          };
        });
  }

  /// @param prepared its text, when it was given before it is executed
  private <T extends Statement> T statement(
      Class<T> type, T of, Connection connection, @Nullable String prepared) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            send(connection, prepared == null ? String.valueOf(arguments[0]) : prepared);
          }
          return call(of, method, arguments);
        });
  }

  private void send(Connection connection, String sql) throws SQLException {
    DatabaseStep step = next(sql.strip().replaceAll("\\s+", " "));
    if (step.equals(refused)) {
      error.raise(connection, step.isCommit());
    }
  }

  private interface Calls {
    @Nullable Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    Object made =
        Proxy.newProxyInstance(
            RefusingConnections.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                calls.on(method, arguments == null ? new Object[0] : arguments));
    return type.cast(made);
  }

  private static @Nullable Object call(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
