package lightspeed.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.sql.DataSource;

/// Connections of a process that may die before or after any COMMIT, and whose statements a
/// [Breakage] may change.
final class DoomedConnections {
  private DoomedConnections() {}

  /// @param doom of the process that asks for a connection
  static DataSource of(DataSource real, Supplier<Doom> doom, Breakage breakage) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Doom own = doom.get();
          own.requireAlive();
          Object result = call(real, method, arguments);
          return result instanceof Connection connection
              ? connection(connection, own, breakage)
              : result;
        });
  }

  private static Connection connection(Connection real, Doom doom, Breakage breakage) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object[] given = arguments.clone();
          if (method.getName().equals("prepareStatement") && given[0] instanceof String sql) {
            given[0] = breakage.statement(sql);
          }
          Object result = call(real, method, given);
          return method.getName().equals("createStatement") && result instanceof Statement statement
              ? statement(statement, doom)
              : result;
        });
  }

  private static Statement statement(Statement real, Doom doom) {
    return proxy(
        Statement.class,
        (method, arguments) -> {
          boolean isCommit = Arrays.asList(arguments).contains("COMMIT");
          if (isCommit) {
            doom.eventInTransaction();
          }
          Object result = call(real, method, arguments);
          if (isCommit) {
            doom.event();
          }
          return result;
        });
  }

  private interface Calls {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    Object made =
        Proxy.newProxyInstance(
            DoomedConnections.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                calls.on(method, arguments == null ? new Object[0] : arguments));
    return type.cast(made);
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
