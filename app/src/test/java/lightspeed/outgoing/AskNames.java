package lightspeed.outgoing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// A process of its own, whose names come from a file: sends a request to each address by each of
/// our clients and by a plain one of the JDK, and says what came of it.
final class AskNames {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private AskNames() {}

  private interface Request {
    Object send() throws IOException, InterruptedException;
  }

  public static void main(String[] addresses) throws InterruptedException {
    try (var http = new OutgoingHttp(TIMEOUT);
        var plain = HttpClient.newHttpClient()) {
      for (var text : addresses) {
        var address = URI.create(text);
        say(text, () -> http.post(address, Map.of(), new byte[] {1}).status());
        say(
            text,
            () ->
                plain
                    .send(
                        HttpRequest.newBuilder(address)
                            .timeout(TIMEOUT)
                            .POST(BodyPublishers.ofByteArray(new byte[] {1}))
                            .build(),
                        BodyHandlers.discarding())
                    .statusCode());
        say(
            text,
            () -> new GuardedPost(TIMEOUT, true).send(address, Map.of(), new byte[0]).status());
      }
    }
  }

  private static void say(String text, Request request) throws InterruptedException {
    String outcome;
    try {
      outcome = String.valueOf(request.send());
    } catch (IOException e) {
      outcome = "nothing sent";
    }
    System.out.println(text + " " + outcome);
  }
}
