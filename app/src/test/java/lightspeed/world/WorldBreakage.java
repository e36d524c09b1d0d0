package lightspeed.world;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/// Products that are broken on purpose, to see that the campaign notices. The product has no
/// switches for this: its statements are changed on their way to the database.
enum WorldBreakage {
  NONE(sql -> sql),
  /// Rule 1: every walk counts, however old.
  WALKS_NEVER_AGE(
      sql ->
          sql.replace("TIMESTAMPDIFF(MICROSECOND, began_at, NOW(6)) AS since_began", "0 AS since_began")
              .replace("TIMESTAMPDIFF(MICROSECOND, ended_at, NOW(6)) AS since_ended", "0 AS since_ended")
              .replace(
                  "TIMESTAMPDIFF(MICROSECOND, distrusted_at, NOW(6)) AS since_distrusted",
                  "NULL AS since_distrusted")),
  /// Rule 2: nothing ever stands under a number.
  NUMBERS_ARE_ALWAYS_FREE(
      sql -> sql.replace("WHERE folded_reference", "WHERE FALSE AND folded_reference"));

  private final UnaryOperator<String> statement;

  WorldBreakage(UnaryOperator<String> statement) {
    this.statement = statement;
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
                given[0] = statement.apply(sql);
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
