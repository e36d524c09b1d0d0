package xseries.emulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads requests from one connection: line, fields, and a body with a length or in chunks.
final class RequestReader {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private final ByteSource in;
  private final OutputStream out;
  private final Limits limits;
  private final boolean isFromLoopback;

  RequestReader(ByteSource in, OutputStream out, Limits limits, boolean isFromLoopback) {
    this.in = in;
    this.out = out;
    this.limits = limits;
    this.isFromLoopback = isFromLoopback;
  }

  /// The next request, or null when the client closed the connection between requests.
  @Nullable Request read() throws IOException, BadRequest {
    int first = in.read();
    while (first == '\r' || first == '\n') {
      first = in.read(); // RFC 9112 2.2: an empty line before the request line is ignored
    }
    if (first < 0) {
      return null;
    }
    String line = (char) first + in.readLine(limits.maxHeadBytes());
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new BadRequest(400, "The request line is not HTTP/1.1.");
    }
    String method = parts[0];
    if (!METHODS.contains(method)) {
      throw new BadRequest(501, "The method is not known.");
    }
    Headers headers = readHeaders(limits.maxHeadBytes() - line.length());
    if (parts[2].equals("HTTP/1.0") && !headers.has("Connection")) {
      headers.add("Connection", "close");
    }
    String target = originForm(parts[1]);
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    byte[] body = readBody(headers);
    return new Request(method, path, query, headers, body, isFromLoopback);
  }

  private static String originForm(String target) throws BadRequest {
    if (target.startsWith("/")) {
      return target;
    }
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      throw new BadRequest(400, "The request target is not a path.");
    }
    int slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  private Headers readHeaders(int maxBytes) throws IOException, BadRequest {
    Headers headers = new Headers();
    int left = maxBytes;
    while (true) {
      String line = in.readLine(Math.max(left, 0));
      if (line.isEmpty()) {
        return headers;
      }
      left -= line.length() + 2;
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(colon - 1) == ' ') {
        throw new BadRequest(400, "A header field is malformed.");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
  }

  private byte[] readBody(Headers headers) throws IOException, BadRequest {
    String coding = headers.get("Transfer-Encoding");
    String length = headers.get("Content-Length");
    if (coding != null) {
      if (length != null || !coding.equalsIgnoreCase("chunked")) {
        throw new BadRequest(400, "Only one of Content-Length and chunked may frame a body.");
      }
      promptFor(headers);
      return readChunks();
    }
    if (length == null) {
      return new byte[0];
    }
    if (!length.matches("[0-9]{1,18}")) {
      throw new BadRequest(400, "Content-Length is not a number.");
    }
    long announced = Long.parseLong(length);
    if (announced > limits.maxBodyBytes()) {
      throw new BadRequest(413, "The body is larger than " + limits.maxBodyBytes() + " bytes.");
    }
    if (announced > 0) {
      promptFor(headers);
    }
    return readExactly((int) announced);
  }

  private void promptFor(Headers headers) throws IOException {
    if (headers.get("Expect", "").toLowerCase(Locale.ROOT).contains("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] body = new byte[length];
    in.readFully(body, 0, length);
    return body;
  }

  private byte[] readChunks() throws IOException, BadRequest {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = in.readLine(1024);
      int extension = line.indexOf(';');
      String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
      if (!digits.matches("[0-9a-fA-F]{1,8}")) {
        throw new BadRequest(400, "A chunk size is not a number.");
      }
      long size = Long.parseLong(digits, 16);
      if (body.size() + size > limits.maxBodyBytes()) {
        throw new BadRequest(413, "The body is larger than " + limits.maxBodyBytes() + " bytes.");
      }
      if (size == 0) {
        readHeaders(limits.maxHeadBytes()); // trailers are read and not used
        return body.toByteArray();
      }
      body.write(readExactly((int) size));
      if (!in.readLine(2).isEmpty()) {
        throw new BadRequest(400, "A chunk is longer than it says.");
      }
    }
  }
}
