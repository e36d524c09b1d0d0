package lightspeed.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Stands between us and the database and cuts the line when it sees a certain statement: after
/// the server got it, but before its answer comes back, or before the server gets it.
final class LossyProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final int target;
  private final String cutAt;
  private final boolean statementArrives;

  LossyProxy(int target, String cutAt, boolean statementArrives) {
    try {
      this.entrance = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    this.target = target;
    this.cutAt = cutAt;
    this.statementArrives = statementArrives;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> forward(client, server, true));
        Thread.ofVirtual().start(() -> forward(server, client, false));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void forward(Socket from, Socket to, boolean isRequest) {
    byte[] buffer = new byte[65536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        boolean cut =
            isRequest && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(cutAt);
        if (cut) {
          from.close();
        }
        if (!cut || statementArrives) {
          out.write(buffer, 0, read);
          out.flush();
        }
        if (cut) {
          to.shutdownOutput();
          to.getInputStream().readAllBytes();
          return;
        }
      }
    } catch (IOException cut) {
      // One side has gone; closing the other is all there is to do.
    }
  }
}
