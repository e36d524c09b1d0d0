package lightspeed.signin;

import jakarta.servlet.SessionTrackingMode;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.session.DatabaseAdaptor;
import org.eclipse.jetty.session.JDBCSessionDataStore;
import org.eclipse.jetty.session.NullSessionCache;

/// Jetty's sessions in the table `web_sessions`: they survive a restart and are seen by every
/// server. Nothing is kept in memory; one request reads its session once. A session begins when
/// somebody signs in, so visitors leave no row.
///
/// The cookie is for servers only (http-only), is not sent with requests that other sites cause
/// (except plain links), and only over https when the request came so.
final class SessionTable {
  static final String COOKIE = "lightspeed_session";

  /// The time of the last request is written this often, not at each request.
  private static final int SAVE_EVERY_SECONDS = 60;

  private SessionTable() {}

  static SessionHandler handler(DataSource connections) {
    var handler = new SessionHandler();
    handler.setSessionCookie(COOKIE);
    handler.setHttpOnly(true);
    handler.setSameSite(SameSite.LAX);
    handler.setSecureRequestOnly(true);
    handler.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
    var cache = new NullSessionCache(handler);
    cache.setSessionDataStore(store(connections));
    handler.setSessionCache(cache);
    return handler;
  }

  private static JDBCSessionDataStore store(DataSource connections) {
    var adaptor = new DatabaseAdaptor();
    adaptor.setDatasource(connections);
    var schema = new JDBCSessionDataStore.SessionTableSchema();
    schema.setTableName("web_sessions");
    schema.setIdColumn("session_id");
    schema.setContextPathColumn("context_path");
    schema.setVirtualHostColumn("virtual_host");
    schema.setLastNodeColumn("last_node");
    schema.setAccessTimeColumn("access_time");
    schema.setLastAccessTimeColumn("last_access_time");
    schema.setCreateTimeColumn("create_time");
    schema.setCookieTimeColumn("cookie_time");
    schema.setLastSavedTimeColumn("last_saved_time");
    schema.setExpiryTimeColumn("expiry_time");
    schema.setMaxIntervalColumn("max_interval");
    schema.setMapColumn("attributes");
    var store = new JDBCSessionDataStore();
    store.setDatabaseAdaptor(adaptor);
    store.setSessionTableSchema(schema);
    store.setSavePeriodSec(SAVE_EVERY_SECONDS);
    return store;
  }
}
