package lightspeed.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import lightspeed.config.CloudMetadata;

/// Sends one small request and reads the beginning of the answer. Follows no redirects, keeps no
/// cookies, repeats nothing.
///
/// **Threads:** safe.
public final class OutgoingHttp implements AutoCloseable {
  static final int MAX_EXCERPT_BYTES = 500;

  private final Duration timeout;
  private final int maxAnswerBytes;
  private final HttpClient client;

  /// @param timeout for connecting and for the answer
  public OutgoingHttp(Duration timeout) {
    this(timeout, MAX_EXCERPT_BYTES);
  }

  /// @param timeout for connecting and for the answer
  /// @param maxAnswerBytes how much of an answer is read
  public OutgoingHttp(Duration timeout, int maxAnswerBytes) {
    this.timeout = timeout;
    this.maxAnswerBytes = maxAnswerBytes;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /// What came back.
  ///
  /// @param excerpt the beginning of the body, 500 bytes unless more were asked for
  public record Answer(int status, String excerpt) {
    public boolean isGood() {
      return status >= 200 && status <= 299;
    }
  }

  /// Sends a POST.
  ///
  /// @throws IOException when no answer came in time
  public Answer post(URI address, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request);
  }

  /// Sends a GET.
  ///
  /// @throws IOException when no answer came in time
  public Answer get(URI address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /// Names that lead to a cloud's metadata are not known to [GuardedNames]; addresses need no name.
  private Answer send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    var request = builder.timeout(timeout).header("User-Agent", "lightspeed-integration").build();
    if (CloudMetadata.isNamedBy(request.uri().getHost())) {
      throw new RefusedAddress(request.uri().getHost() + ": " + RefusedAddress.OF_A_CLOUD);
    }
    var answer = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      var excerpt = new String(in.readNBytes(maxAnswerBytes), StandardCharsets.UTF_8);
      return new Answer(answer.statusCode(), excerpt);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
