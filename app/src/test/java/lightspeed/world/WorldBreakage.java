package lightspeed.world;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/// Products that are broken on purpose, to see that the campaign notices. The product has no
/// switches for this: its statements are changed on their way to the database.
enum WorldBreakage {
  NONE,
  /// Rule 1: every walk counts, however old.
  WALKS_NEVER_AGE,
  /// Rule 2: nothing ever stands under a number.
  NUMBERS_ARE_ALWAYS_FREE;

  private String statement(String sql) {
    return switch (this) {
      case NONE -> sql;
      case WALKS_NEVER_AGE ->
          sql.replace("TIMESTAMPDIFF(MICROSECOND, began_at, NOW(6)) AS", "0 AS")
              .replace("TIMESTAMPDIFF(MICROSECOND, ended_at, NOW(6)) AS", "0 AS")
              .replace("TIMESTAMPDIFF(MICROSECOND, distrusted_at, NOW(6)) AS", "NULL AS");
      case NUMBERS_ARE_ALWAYS_FREE ->
          sql.replace("WHERE folded_reference", "WHERE FALSE AND folded_reference");
    };
  }

  /// The same connections, with broken statements.
  DataSource breaking(DataSource real) {
    if (this == NONE) {
      return real;
    }
    return proxy(
        DataSource.class,
        real,
        result -> result instanceof Connection connection ? connection(connection) : result);
  }

  private Connection connection(Connection real) {
    return proxy(Connection.class, real, result -> result);
  }

  private <T> T proxy(Class<T> type, Object real, UnaryOperator<Object> wrap) {
    Object made =
        Proxy.newProxyInstance(
            WorldBreakage.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments.clone();
              if (method.getName().equals("prepareStatement") && given[0] instanceof String sql) {
                given[0] = statement(sql);
              }
              try {
                return wrap.apply(method.invoke(real, given));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(made);
  }
}
