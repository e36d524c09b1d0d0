package lightspeed.acceptance;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lightspeed.acceptance.Step.Kind;
import org.jspecify.annotations.Nullable;

/// Stands between a worker and MariaDB and knows just enough of the protocol to see which commits
/// matter: packets of three bytes length and one of sequence, and statements sent as text.
///
/// **Source:** MariaDB client/server protocol,
/// <https://mariadb.com/docs/server/reference/clientserver-protocol>.
final class DatabaseProxy implements AutoCloseable {
  private static final int HEADER = 4;
  private static final byte COM_QUERY = 3;

  private final LoopbackServer server;
  private final int target;
  private final Tape tape;

  DatabaseProxy(int target, Tape tape) {
    this.target = target;
    this.tape = tape;
    this.server = new LoopbackServer(this::serve);
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(Socket worker) throws IOException {
    try (Socket database = LoopbackServer.connect(target)) {
      Session session = new Session(worker, database);
      Thread.ofPlatform().daemon().name("proxy-answers").start(session::forwardAnswers);
      session.forwardStatements();
    }
  }

  /// One connection, both ways.
  private final class Session {
    private final Socket worker;
    private final Socket database;
    private final SqlWork work = new SqlWork();

    /// The commit whose answer is awaited. The worker sends nothing after a commit before it has
    /// its answer, so the next bytes from the database are that answer.
    private volatile Tape.@Nullable Passage unanswered;

    Session(Socket worker, Socket database) {
      this.worker = worker;
      this.database = database;
    }

    void forwardStatements() throws IOException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(worker.getInputStream()));
      OutputStream out = database.getOutputStream();
      while (true) {
        byte[] packet = readPacket(in);
        String commits = isStatement(packet) ? work.commits(text(packet)) : null;
        if (commits != null) {
          Tape.Passage passage = tape.next(Kind.COMMIT, commits);
          passage.before(() -> readToEnd(in));
          unanswered = passage;
        }
        out.write(packet);
        out.flush();
      }
    }

    void forwardAnswers() {
      byte[] buffer = new byte[65536];
      try (worker;
          database) {
        InputStream in = database.getInputStream();
        OutputStream out = worker.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          Tape.Passage passage = unanswered;
          if (passage != null) {
            unanswered = null;
            passage.after(Arrays.copyOf(buffer, read));
          }
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException gone) {
        // One side has gone, and both are closed now.
      }
    }
  }

  private static byte[] readPacket(DataInputStream in) throws IOException {
    byte[] header = new byte[HEADER];
    in.readFully(header);
    int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
    byte[] packet = Arrays.copyOf(header, HEADER + length);
    in.readFully(packet, HEADER, length);
    return packet;
  }

  /// A command starts a new sequence; what belongs to the sign-in does not.
  private static boolean isStatement(byte[] packet) {
    return packet.length > HEADER && packet[3] == 0 && packet[HEADER] == COM_QUERY;
  }

  private static String text(byte[] packet) {
    return new String(packet, HEADER + 1, packet.length - HEADER - 1, StandardCharsets.UTF_8);
  }

  private static void readToEnd(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // What the worker still says is not for anyone any more.
    }
  }
}
