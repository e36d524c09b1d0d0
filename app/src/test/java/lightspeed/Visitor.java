package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Somebody with a browser that runs no scripts: follows redirects, keeps cookies, sends forms with
/// the token of the page.
final class Visitor {
  private static final int SEE_OTHER = 303;
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private String token = "";

  Visitor(String url) {
    this.url = url;
  }

  String url() {
    return url;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return keep(http.send(request(path).GET().build(), BodyHandlers.ofString()));
  }

  /// A page that must be there.
  String page(String path) throws IOException, InterruptedException {
    var answer = get(path);
    assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(200);
    return answer.body();
  }

  /// Sends a form with the token of the last page.
  ///
  /// @param fields names and values in turn
  HttpResponse<String> post(String path, String... fields)
      throws IOException, InterruptedException {
    List<String> pairs = new ArrayList<>(List.of("_csrf=" + encoded(token)));
    for (int i = 0; i < fields.length; i += 2) {
      pairs.add(encoded(fields[i]) + "=" + encoded(fields[i + 1]));
    }
    return keep(
        http.send(
            request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", pairs)))
                .build(),
            BodyHandlers.ofString()));
  }

  /// Uploads a file as the form of the import does.
  HttpResponse<String> upload(String path, String fileName, String content)
      throws IOException, InterruptedException {
    var body =
        "--b0undary\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            + token
            + "\r\n--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + fileName
            + "\"\r\nContent-Type: text/csv\r\n\r\n"
            + content
            + "\r\n--b0undary--\r\n";
    return keep(
        http.send(
            request(path)
                .header("Content-Type", "multipart/form-data; boundary=b0undary")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  /// Later forms are sent without one.
  void forgetToken() {
    token = "";
  }

  void signIn(String name, String password) throws IOException, InterruptedException {
    get("/sign-in");
    var answer = post("/sign-in", "name", name, "password", password);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.uri().getPath()).isEqualTo("/");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  /// Goes where the answer leads to and remembers the token of that page. By hand, because the
  /// product lets its process follow no redirects.
  private HttpResponse<String> keep(HttpResponse<String> answer)
      throws IOException, InterruptedException {
    if (answer.statusCode() == SEE_OTHER) {
      var next = answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
      return keep(http.send(HttpRequest.newBuilder(next).GET().build(), BodyHandlers.ofString()));
    }
    var found = TOKEN.matcher(answer.body());
    if (found.find()) {
      token = found.group(1);
    }
    return answer;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
