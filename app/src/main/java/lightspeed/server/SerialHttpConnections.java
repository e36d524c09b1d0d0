package lightspeed.server;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Makes HTTP/1.1 connections that only one thread at a time reads from.
///
/// Jetty 12.1 (seen with 12.1.12 and 12.1.14) answers a request that it cannot parse on a second
/// thread, and when that one is done it reads the connection again while the first may still be
/// about to return the connection's buffer to the pool. The buffer is then in the pool twice: two
/// connections get it, and what one client sends stands in the answer to another. A lock around the
/// reading closes that; no thread ever waits in it for a request to be handled.
///
/// **Threads:** safe.
final class SerialHttpConnections extends HttpConnectionFactory {
  SerialHttpConnections(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    var connection = new Serial(getHttpConfiguration(), connector, endPoint);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class Serial extends HttpConnection {
    private final ReentrantLock reading = new ReentrantLock();

    Serial(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    @Override
    public void onFillable() {
      reading.lock();
      try {
        super.onFillable();
      } finally {
        reading.unlock();
      }
    }
  }
}
