package xseries.emulator.http;

import java.nio.charset.StandardCharsets;

/// One request as it arrived, with its whole body.
public final class Request {
  private final String method;
  private final String path;
  private final String query;
  private final Headers headers;
  private final byte[] body;
  private final boolean isFromLoopback;

  Request(
      String method,
      String path,
      String query,
      Headers headers,
      byte[] body,
      boolean isFromLoopback) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.isFromLoopback = isFromLoopback;
  }

  public String method() {
    return method;
  }

  /// The path without the query, still percent-encoded.
  public String path() {
    return path;
  }

  /// The raw query without its question mark; empty when there is none.
  public String query() {
    return query;
  }

  public Query parameters() {
    return Query.parse(query);
  }

  public Headers headers() {
    return headers;
  }

  public boolean hasBody() {
    return body.length > 0;
  }

  public byte[] body() {
    return body.clone();
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public boolean isFromLoopback() {
    return isFromLoopback;
  }
}
