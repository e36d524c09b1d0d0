package planted.job;

import java.net.http.HttpClient;
import java.time.Instant;
import planted.sync.UsesJob;

/// A forbidden edge, half a cycle, a direct clock, standard output, HTTP and sleep, all in one.
final class UsesSync {
  UsesJob forbidden = new UsesJob();

  Instant clock() {
    return Instant.now();
  }

  @SuppressWarnings("SystemOut")
  void print() {
    System.out.println("planted");
  }

  HttpClient client() {
    return HttpClient.newHttpClient();
  }

  void sleep() throws InterruptedException {
    Thread.sleep(1L);
  }
}
