package lightspeed.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers what no feature answers: requests that cannot be understood, addresses that do not
/// exist, bodies that are refused, faults. A program gets a [Problem], a browser a page, everybody
/// else a line of text. Nothing that was sent is in any of them.
final class ErrorAnswers extends ErrorHandler {
  private static final String PROGRAMS = "/api/";
  private static final String RETRY_AFTER_SECONDS = "5";

  /// An answer, ready to be written.
  private record Answer(int status, String type, String content) {}

  /// Answers a request that reached a feature.
  static void write(Context context, Problem problem) {
    var answer = answer(problem, context.path(), context.header("Accept"));
    if (problem.status() == 503 && context.res().getHeader("Retry-After") == null) {
      context.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (isPage(answer)) {
      context.header("Content-Security-Policy", SecurityHeaders.STYLED);
    }
    context.status(answer.status()).contentType(answer.type()).result(answer.content());
  }

  /// What is said about a status.
  static Problem problem(int status) {
    return switch (status) {
      case 400 -> new Problem(status, "bad_request", "This is not a request that we understand.");
      case 404 -> new Problem(status, "not_found", "There is nothing at this address.");
      case 405 -> new Problem(status, "method_not_allowed", "This address has other methods.");
      case 408 -> new Problem(status, "too_slow", "The request came too slowly; send it again.");
      case 413 -> new Problem(status, "too_large", "The request is larger than it may be.");
      case 414 -> new Problem(status, "address_too_long", "The address is longer than it may be.");
      case 431 ->
          new Problem(status, "headers_too_large", "The headers are larger than they may be.");
      case 503 ->
          new Problem(status, "unavailable", "The server is busy or stopping; try again soon.");
      default ->
          status < 500
              ? new Problem(status, "refused", "This request was refused.")
              : new Problem(status, "internal", "This request failed; the log says why.");
    };
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var problem = problem(request, response);
    var headers = response.getHeaders();
    var answer =
        answer(
            problem, request.getHttpURI().getPath(), request.getHeaders().get(HttpHeader.ACCEPT));
    SecurityHeaders.FIELDS.forEach(headers::put);
    if (request.isSecure()) {
      headers.put("Strict-Transport-Security", SecurityHeaders.HTTPS_ONLY);
    }
    if (isPage(answer)) {
      headers.put("Content-Security-Policy", SecurityHeaders.STYLED);
    }
    if (problem.status() == 503) {
      headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.setStatus(answer.status());
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    boolean isHead = request.getMethod().equals("HEAD");
    var content = isHead ? "" : answer.content();
    response.write(true, StandardCharsets.UTF_8.encode(content), callback);
    return true;
  }

  private static Problem problem(Request request, Response response) {
    var body = SentBody.of(request);
    if (body != null && body.refusal().isPresent()) {
      return body.refusal().get();
    }
    return problem(
        request.getAttribute(ERROR_EXCEPTION) instanceof HttpException thrown
            ? thrown.getCode()
            : response.getStatus());
  }

  private static Answer answer(Problem problem, @Nullable String path, @Nullable String accept) {
    try {
      if (path != null && path.startsWith(PROGRAMS)) {
        return new Answer(
            problem.status(), Problem.TYPE, new String(problem.json(), StandardCharsets.UTF_8));
      }
      boolean isBrowser = accept != null && accept.contains("text/html");
      return isBrowser
          ? new Answer(problem.status(), "text/html; charset=utf-8", page(problem))
          : new Answer(problem.status(), "text/plain; charset=utf-8", problem.detail() + "\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isPage(Answer answer) {
    return answer.type().startsWith("text/html");
  }

  private static String page(Problem problem) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Error %1$d · Lightspeed Integration</title>
      <link rel="stylesheet" href="/assets/console.css">
    </head>
    <body class="sign-in">
    <main class="sign-in-box">
      <p class="product">Lightspeed Integration</p>
      <h1>Error %1$d</h1>
      <p>%2$s</p>
      <p><a href="/">To the overview</a></p>
    </main>
    </body>
    </html>
    """
        .formatted(problem.status(), problem.detail());
  }
}
