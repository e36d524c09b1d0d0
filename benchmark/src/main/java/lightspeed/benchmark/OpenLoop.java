package lightspeed.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// Sends webhooks at a fixed rate whatever the server does, over connections that are kept, and
/// measures each from the moment at which it should have been sent: a server that stalls cannot
/// hide it by holding the sender up.
final class OpenLoop {
  private static final int CONNECTIONS = 64;
  private static final int NO_MORE = -1;
  private static final int ACCEPTED = 204;

  private final int port;
  private final IntFunction<String> consignment;
  private final LinkedBlockingQueue<Integer> due = new LinkedBlockingQueue<>();
  private final long[] millionths;
  private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
  private final long interval;
  private long start;

  /// @param total how many are sent
  /// @param perSecond how many in each second
  /// @param consignment which consignment the n-th is about
  OpenLoop(int port, int total, int perSecond, IntFunction<String> consignment) {
    this.port = port;
    this.consignment = consignment;
    this.millionths = new long[total];
    this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /// Sends all; returns when each was answered or its connection broke.
  ///
  /// @param atHalf runs when half of them were due
  void run(Runnable atHalf) throws InterruptedException {
    List<Thread> senders = new ArrayList<>();
    start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    for (int n = 0; n < CONNECTIONS; n++) {
      senders.add(Thread.ofVirtual().start(this::send));
    }
    for (int n = 0; n < millionths.length; n++) {
      long wait = start + n * interval - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      due.add(n);
      if (n == millionths.length / 2) {
        atHalf.run();
      }
    }
    for (int n = 0; n < CONNECTIONS; n++) {
      due.add(NO_MORE);
    }
    for (Thread sender : senders) {
      sender.join();
    }
  }

  /// The consignments of those that were answered with 204.
  List<String> accepted() {
    return List.copyOf(accepted);
  }

  /// The time within which this part of the answers came, in milliseconds.
  double within(double part) {
    long[] sorted = Arrays.stream(millionths).filter(one -> one > 0).sorted().toArray();
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }

  private void send() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int n = due.take(); n != NO_MORE; n = due.take()) {
        socket.getOutputStream().write(request(n));
        int status = status(in);
        millionths[n] = System.nanoTime() - (start + n * interval);
        if (status == ACCEPTED) {
          accepted.add(consignment.apply(n));
        }
      }
    } catch (IOException broken) {
      // The server was killed: what it did not answer is not counted.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] request(int n) {
    String body =
        "payload=%7B%22id%22%3A%22line-"
            + n
            + "%22%2C%22consignment_id%22%3A%22"
            + consignment.apply(n)
            + "%22%2C%22product_id%22%3A%22p%22%2C%22count%22%3A%228.00000%22%2C%22received%22%3A"
            + "%228.00000%22%2C%22cost%22%3A4%2C%22sequence_number%22%3A5%7D";
    String head =
        "POST /webhooks/lightspeed/"
            + ServeProcess.PATH_SECRET
            + "/consignment.receive HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads an answer and its body.
  private static int status(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    int length = head.indexOf("Content-Length: ");
    if (length >= 0) {
      int end = head.indexOf("\r\n", length);
      in.skipNBytes(Integer.parseInt(head.substring(length + "Content-Length: ".length(), end)));
    }
    return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
  }
}
