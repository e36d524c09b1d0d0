package lightspeed.signin;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
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
import java.util.Optional;
import java.util.regex.Pattern;

/// What a browser does of HTTP: keeps cookies, sends forms with the token of the page before.
/// Follows no redirect, so that tests see each.
public final class Browser implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final String server;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  public Browser(String server) {
    this.server = server;
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(server + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /// Sends a form as it is.
  public HttpResponse<String> post(String path, String... namesAndValues)
      throws IOException, InterruptedException {
    var form = new ArrayList<String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.add(namesAndValues[i] + "=" + encoded(namesAndValues[i + 1]));
    }
    return send("POST", path, String.join("&", form));
  }

  /// Sends a form with the token that `page` shows.
  public HttpResponse<String> submit(String page, String path, String... namesAndValues)
      throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(namesAndValues));
    all.add("_csrf");
    all.add(token(page));
    return post(path, all.toArray(String[]::new));
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /// The token of the form on a page.
  public String token(String page) throws IOException, InterruptedException {
    return tokenIn(get(page).body());
  }

  static String tokenIn(String html) {
    var found = TOKEN.matcher(html);
    if (!found.find()) {
      throw new AssertionError("no form in: " + html);
    }
    return found.group(1);
  }

  public HttpResponse<String> signIn(String name, String password)
      throws IOException, InterruptedException {
    return submit("/sign-in", "/sign-in", "name", name, "password", password);
  }

  Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  void setCookie(String name, String value) {
    var cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setDomain(URI.create(server).getHost());
    cookie.setVersion(0);
    cookies.getCookieStore().add(URI.create(server), cookie);
  }

  public void forgetCookies() {
    cookies.getCookieStore().removeAll();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
