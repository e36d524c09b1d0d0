package xseries.emulator.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Posts forms to receivers. Redirects are not followed. Threads: safe.
final class Caller implements AutoCloseable {
  private static final String FORM = "application/x-www-form-urlencoded";

  /// Errors are kept with each try, and some quote the whole URL.
  private static final int MAX_ERROR_LENGTH = 120;

  private @Nullable HttpClient client;
  private boolean isClosed;

  /// What came of a call; without an answer the status is 0 and `error` says why.
  record Result(int status, String error) {}

  /// Posts and waits for the whole answer.
  ///
  /// @param signature the value of `X-Signature`, or null to leave it out
  /// @param patience until the answer must have ended
  Result post(String url, String form, @Nullable String signature, Duration patience)
      throws InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer;
    try {
      answer = send(request(url, form, signature));
    } catch (IllegalArgumentException e) {
      return failed("the url cannot be called: " + e.getMessage());
    }
    try {
      return new Result(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS).statusCode(), "");
    } catch (TimeoutException e) {
      return failed("no answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      return failed("no answer: " + e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /// The client is made with the first call, because most runs make none.
  private synchronized CompletableFuture<HttpResponse<Void>> send(HttpRequest request) {
    if (isClosed) {
      return CompletableFuture.failedFuture(new IOException("closed"));
    }
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
    }
    return client.sendAsync(request, BodyHandlers.discarding());
  }

  private static HttpRequest request(String url, String form, @Nullable String signature) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", FORM)
            .header("User-Agent", "X-Series-Emulator")
            .POST(BodyPublishers.ofString(form));
    return (signature == null ? builder : builder.header("X-Signature", signature)).build();
  }

  private static Result failed(String why) {
    return new Result(0, why.substring(0, Math.min(why.length(), MAX_ERROR_LENGTH)));
  }

  /// Ends all calls.
  @Override
  public synchronized void close() {
    isClosed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
