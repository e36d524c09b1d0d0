package xseries.emulator.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One client connection: reads a request, has it answered, writes the answer, and again.
final class Connection implements Runnable {
  /// Answers that took longer than this are checked for a client that has given up meanwhile.
  private static final long SLOW_NANOS = Duration.ofMillis(20).toNanos();

  private static final int LINGER_MILLIS = 500;
  private static final long LINGER_BYTES = 64L * 1024 * 1024;

  private final Socket socket;
  private final Handler handler;
  private final Limits limits;
  private final InstantSource clock;
  private final Sleeper sleeper;

  Connection(Socket socket, Handler handler, Limits limits, InstantSource clock, Sleeper sleeper) {
    this.socket = socket;
    this.handler = handler;
    this.limits = limits;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) limits.idle().toMillis());
      ByteSource in = new ByteSource(socket);
      ResponseWriter writer = new ResponseWriter(socket.getOutputStream(), clock, sleeper);
      boolean loopback = socket.getInetAddress().isLoopbackAddress();
      RequestReader reader = new RequestReader(in, socket.getOutputStream(), limits, loopback);
      boolean isOpen = true;
      while (isOpen) {
        isOpen = serve(in, reader, writer);
      }
    } catch (IOException e) {
      // The client went away; whoever waits for the answer has been told by the reply's listener.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is stopping
    }
  }

  private boolean serve(ByteSource in, RequestReader reader, ResponseWriter writer)
      throws IOException, InterruptedException {
    Request request;
    try {
      request = reader.read();
    } catch (BadRequest e) {
      String body = "{\"error\":\"" + e.getMessage() + "\"}";
      writer.send(Response.text(e.status(), "application/json", body), true, false);
      socket.shutdownOutput();
      in.drain(LINGER_MILLIS, LINGER_BYTES);
      return false;
    }
    if (request == null) {
      return false;
    }
    long started = System.nanoTime();
    Reply reply = handler.handle(request);
    boolean isSlow = System.nanoTime() - started > SLOW_NANOS;
    boolean whole = false;
    try {
      if (isSlow && in.isClientGone()) {
        return false;
      }
      whole = write(request, reply.answer(), writer);
    } finally {
      reply.delivered().delivered(whole);
    }
    return whole && reply.answer() instanceof Answer.Send && keepsOpen(request);
  }

  private boolean write(Request request, Answer answer, ResponseWriter writer)
      throws IOException, InterruptedException {
    switch (answer) {
      case Answer.Send(Response response) ->
          writer.send(response, !request.method().equals("HEAD"), keepsOpen(request));
      case Answer.Cut(Response response) -> writer.sendHalf(response);
      case Answer.Drip(Response response, Duration over) -> writer.drip(response, over);
      case Answer.Flood(Response response, long bytes) -> writer.flood(response, bytes);
      case Answer.Close() -> {
        return false;
      }
      case Answer.Reset() -> {
        socket.setSoLinger(true, 0); // closing now sends RST instead of FIN
        return false;
      }
    }
    return !(answer instanceof Answer.Cut);
  }

  private static boolean keepsOpen(Request request) {
    @Nullable String wish = request.headers().get("Connection");
    return wish == null || !wish.equalsIgnoreCase("close");
  }
}
