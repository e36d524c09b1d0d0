package lightspeed.xseries;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// Sends one request and reads the whole answer within one deadline: HTTP/1.1, no redirects, no
/// cookies, no repeats. The HTTP client is made at the first request, so that a command that makes
/// none starts fast.
///
/// **Threads:** safe.
final class Transport implements AutoCloseable {

  private final XSeriesConnection connection;
  private @Nullable HttpClient client;
  private @Nullable ExecutorService threads;
  private boolean isClosed;

  Transport(XSeriesConnection connection) {
    this.connection = connection;
  }

  /// Sends and waits.
  ///
  /// @throws HttpTimeoutException when the answer is not complete within the request timeout; its
  ///     connection is dropped
  /// @throws BodyTooLarge when the answer is longer than the cap; its connection is dropped
  /// @throws IOException for everything else that prevents an answer
  Answer send(HttpRequest request) throws IOException, InterruptedException {
    // The client's own timeout ends when the answer's headers are there; a body that drips in for
    // ever is bounded only by waiting for the whole answer here.
    CompletableFuture<HttpResponse<byte[]>> whole =
        client().sendAsync(request, answer -> new CappedBody(connection.maxBodyBytes()));
    try {
      HttpResponse<byte[]> response =
          whole.get(connection.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      whole.cancel(true);
      throw new HttpTimeoutException(
          "no complete answer within " + connection.requestTimeout().toMillis() + " ms");
    } catch (InterruptedException e) {
      whole.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw asIoException(e.getCause() == null ? e : e.getCause());
    }
  }

  /// Whether a failure shows that not one byte of the request left.
  static boolean neverLeft(IOException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof HttpConnectTimeoutException
          || t instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  /// Why there is no answer, in words that stand after a colon.
  static String reason(IOException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "the host name is not known";
      }
    }
    String message = failure.getMessage();
    if (failure instanceof ConnectException && (message == null || message.isBlank())) {
      return "the connection was refused";
    }
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  private static IOException asIoException(Throwable failure) {
    return failure instanceof IOException io ? io : new IOException(failure.toString(), failure);
  }

  private synchronized HttpClient client() throws IOException {
    if (isClosed) {
      throw new ConnectException("the API client is closed");
    }
    HttpClient existing = client;
    if (existing != null) {
      return existing;
    }
    HttpDefaults.set();
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    HttpClient made =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(shorter(connection.connectTimeout(), connection.requestTimeout()))
            .executor(executor)
            .build();
    threads = executor;
    client = made;
    return made;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (client != null) {
      client.shutdownNow();
      client = null;
    }
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }
}
