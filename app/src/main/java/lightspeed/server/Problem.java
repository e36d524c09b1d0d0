package lightspeed.server;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.json.Json;

/// Why a program's request was not done, as it can read it.
///
/// **source:** RFC 9457.
///
/// @param status of HTTP
/// @param code a word that stays the same: what a program decides by
/// @param detail a sentence for people
/// @param errors what is wrong with which field, the first of it; empty when it is not about fields
/// @param errorCount how much is wrong in all
public record Problem(
    int status, String code, String detail, List<FieldError> errors, long errorCount) {
  public Problem {
    errors = List.copyOf(errors);
  }

  public Problem(int status, String code, String detail, List<FieldError> errors) {
    this(status, code, detail, errors, errors.size());
  }

  public Problem(int status, String code, String detail) {
    this(status, code, detail, List.of());
  }

  /// One field that is wrong.
  ///
  /// @param field such as `lines[2].quantity`
  public record FieldError(String field, String detail) {}

  static final String TYPE = "application/problem+json";

  /// Answers with it.
  public void write(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(TYPE);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(json());
  }

  byte[] json() throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "about:blank");
    document.put("title", code.replace('_', ' '));
    document.put("status", status);
    document.put("code", code);
    document.put("detail", detail);
    if (!errors.isEmpty()) {
      document.put("errors", errors);
      document.put("error_count", errorCount);
    }
    return Json.mapper().writeValueAsBytes(document);
  }
}
