package xseries.emulator.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer before it is written: status, header fields and the whole body.
public final class Response {
  private static final byte[] NOTHING = {};

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Response(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), NOTHING);
  }

  public static Response json(int status, byte[] body) {
    return of(status, "application/json; charset=utf-8", body);
  }

  public static Response text(int status, String type, String body) {
    return of(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Response of(int status, String type, byte[] body) {
    return new Response(status, Map.of("Content-Type", type), body.clone());
  }

  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  public int length() {
    return body.length;
  }

  byte[] bytes() {
    return body;
  }
}
