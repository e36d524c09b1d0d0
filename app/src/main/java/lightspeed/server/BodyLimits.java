package lightspeed.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Stands before everything: gives each request its [SentBody], which counts what is read of it.
/// Jetty's `SizeLimitHandler` has one limit for all and no budget.
///
/// Drops `X-HTTP-Method-Override` too, by which a request would pass for another one than the
/// guards before the routes saw. And makes a HEAD the GET that it asks about, whose body Jetty does
/// not send, so that no guard and no route judges the two differently.
final class BodyLimits extends Handler.Wrapper {
  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

  /// Whoever is still sending does not read the answer and finds a broken connection; so what comes
  /// after a refusal is thrown away for a moment.
  private static final Duration LINGER = Duration.ofSeconds(3);

  private final Supplier<List<Network>> proxies;
  private final BodyBudget budget = new BodyBudget();
  private final KnownAddresses known;
  private final Duration grace;
  private final LongSupplier nanoTicker;

  BodyLimits(
      KnownAddresses known,
      Supplier<List<Network>> proxies,
      Duration grace,
      LongSupplier nanoTicker) {
    this.known = known;
    this.proxies = proxies;
    this.grace = grace;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var address = ClientAddress.group(ClientAddress.of(request, proxies.get()));
    var body = new SentBody(budget, known, address, grace, nanoTicker);
    body.attachTo(request);
    Request.addCompletionListener(request, _ -> body.over());
    return super.handle(
        new Counted(request, body), response, new AfterTheRest(request, body, callback));
  }

  private static final class Counted extends Request.Wrapper {
    private final SentBody body;
    private final HttpFields headers;
    private boolean isAnnounced;

    Counted(Request request, SentBody body) {
      super(request);
      this.body = body;
      var sent = request.getHeaders();
      this.headers =
          sent.contains(METHOD_OVERRIDE)
              ? HttpFields.build(sent).remove(METHOD_OVERRIDE).asImmutable()
              : sent;
    }

    @Override
    public String getMethod() {
      var method = super.getMethod();
      return HttpMethod.HEAD.is(method) ? HttpMethod.GET.asString() : method;
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }

    @Override
    public Content.Chunk read() {
      if (!isAnnounced) {
        isAnnounced = true;
        body.announced(getLength());
      }
      if (body.refusal().isPresent()) {
        return refused();
      }
      var chunk = super.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return chunk;
      }
      body.came(chunk.remaining());
      if (body.refusal().isEmpty()) {
        return chunk;
      }
      chunk.release();
      return refused();
    }

    private Content.Chunk refused() {
      var why = body.refusal().orElseThrow();
      return Content.Chunk.from(new IOException(why.detail()), true);
    }
  }

  /// Ends the request only when the rest of a refused body has come, or will not.
  private static final class AfterTheRest extends Callback.Nested {
    private final Request request;
    private final SentBody body;
    private final AtomicBoolean isEnded = new AtomicBoolean();

    AfterTheRest(Request request, SentBody body, Callback callback) {
      super(callback);
      this.request = request;
      this.body = body;
    }

    @Override
    public void succeeded() {
      if (body.refusal().isEmpty() || request.getHeaders().contains(HttpHeader.EXPECT)) {
        super.succeeded();
        return;
      }
      var _ =
          request
              .getComponents()
              .getScheduler()
              .schedule(this::end, LINGER.toMillis(), TimeUnit.MILLISECONDS);
      drop();
    }

    private void drop() {
      while (!isEnded.get()) {
        var chunk = request.read();
        if (chunk == null) {
          request.demand(this::drop);
          return;
        }
        boolean isLast = chunk.isLast() || Content.Chunk.isFailure(chunk);
        chunk.release();
        if (isLast) {
          end();
        }
      }
    }

    private void end() {
      if (isEnded.compareAndSet(false, true)) {
        super.succeeded();
      }
    }
  }
}
