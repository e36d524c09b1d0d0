package lightspeed.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// Reads bodies within limits: each at most so large and so slow, and all that are in memory at the
/// same time together at most [#MAX_TOGETHER], so that no flood can fill it.
///
/// **Threads:** safe.
final class BodyReader {
  private static final int CHUNK = 16 * 1024;
  private static final int MAX_TOGETHER = 16 * 1024 * 1024;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Semaphore chunks = new Semaphore(MAX_TOGETHER / CHUNK);
  private final Duration within;
  private final LongSupplier nanoTicker;

  /// @param within how long one body may take
  BodyReader(Duration within, LongSupplier nanoTicker) {
    this.within = within;
    this.nanoTicker = nanoTicker;
  }

  /// A body in memory; closing it makes room for others.
  final class Body implements AutoCloseable {
    private byte[] bytes = {};
    private int held;

    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      chunks.release(held);
      held = 0;
    }
  }

  /// Reads to the end.
  ///
  /// @param announced the Content-Length, -1 when there is none
  Body read(InputStream in, long announced, int maxBytes) throws Refused, IOException {
    if (announced > maxBytes) {
      throw new Refused(Refusal.TOO_LARGE, announced + " bytes announced", null);
    }
    var body = new Body();
    try {
      fill(body, in, maxBytes);
      return body;
    } catch (Refused | IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private void fill(Body body, InputStream in, int maxBytes) throws Refused, IOException {
    long began = nanoTicker.getAsLong();
    var all = new ByteArrayOutputStream();
    var chunk = new byte[CHUNK];
    while (true) {
      if (all.size() >= body.held * CHUNK) {
        if (!chunks.tryAcquire()) {
          throw new Refused(Refusal.OVERLOADED, null, RETRY_AFTER);
        }
        body.held++;
      }
      int read = in.read(chunk, 0, body.held * CHUNK - all.size());
      if (read < 0) {
        body.bytes = all.toByteArray();
        return;
      }
      all.write(chunk, 0, read);
      if (all.size() > maxBytes) {
        throw new Refused(Refusal.TOO_LARGE, "more than " + maxBytes + " bytes", null);
      }
      if (nanoTicker.getAsLong() - began > within.toNanos()) {
        throw new Refused(Refusal.TOO_SLOW);
      }
    }
  }
}
