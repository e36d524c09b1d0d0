package lightspeed.console;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import lightspeed.history.NewsMark;
import lightspeed.server.Feature;
import lightspeed.signin.Right;

/// What belongs to no page: styles and scripts, the theme, and news by server-sent events.
///
/// **Threads:** safe.
public final class Console implements Feature {
  private static final String EVENT_STREAM = "text/event-stream";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// A stream ends after this long and the browser asks again: so it ends with the session, and a
  /// person who was disabled sees no more.
  private static final Duration STREAM_LIVES = Duration.ofSeconds(50);

  /// Something is sent this often, so that a viewer who is gone is noticed.
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  private final Pages pages;
  private final LiveFeed feed;
  private final LongSupplier ticker;

  /// @param ticker nanoseconds, for how long a stream lives
  public Console(Pages pages, NewsMark news, LongSupplier ticker) {
    this.pages = pages;
    this.ticker = ticker;
    this.feed = new LiveFeed(news::look, LOOK_EVERY);
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.staticFiles.enableWebjars();
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/assets";
          files.directory = "/console";
          files.location = Location.CLASSPATH;
        });
    config.routes.post("/theme", pages::chooseTheme, Right.READ);
    config.routes.get("/live", this::stream, Right.READ);
    config.events.serverStopping(feed::close);
  }

  /// Written on the request's own thread, which waits for news most of the time.
  private void stream(Context ctx) throws IOException, InterruptedException {
    if (!String.valueOf(ctx.header("Accept")).contains(EVENT_STREAM)) {
      // Whoever does not know what this is would wait for its end.
      ctx.status(HttpStatus.NOT_ACCEPTABLE).result("This is a stream of events for open pages.\n");
      return;
    }
    ctx.res().setContentType(EVENT_STREAM + "; charset=utf-8");
    ctx.res().setHeader("X-Accel-Buffering", "no");
    var out = ctx.res().getOutputStream();
    var seen = feed.join();
    try {
      write(out, "retry: 2000\n\n");
      long end = ticker.getAsLong() + STREAM_LIVES.toNanos();
      while (ticker.getAsLong() - end < 0 && !feed.isClosed()) {
        var now = feed.await(seen, SIGN_OF_LIFE);
        var kinds = LiveFeed.kinds(seen.mark(), now.mark());
        write(
            out,
            kinds.isEmpty()
                ? ": still here\n\n"
                : "event: news\ndata: " + String.join(" ", kinds) + "\n\n");
        seen = now;
      }
    } finally {
      feed.leave();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
