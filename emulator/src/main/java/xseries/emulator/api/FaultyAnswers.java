package xseries.emulator.api;

import java.nio.charset.StandardCharsets;
import xseries.emulator.fault.Fault;
import xseries.emulator.http.Answer;
import xseries.emulator.http.Response;

/// Answers to requests that were carried out, spoilt on the way back.
final class FaultyAnswers {
  private static final String PAGE =
      "<!doctype html><html><body><h1>Sign in</h1><p>Injected fault.</p></body></html>";

  /// Neither JSON nor UTF-8.
  private static final byte[] NOISE =
      ("{\"data\":" + "\u00ff\u00fe\u0000garbage").getBytes(StandardCharsets.ISO_8859_1);

  private FaultyAnswers() {}

  static Answer of(Fault fault, Response whole, long hugeBytes) {
    return switch (fault.kind()) {
      case GARBAGE -> new Answer.Send(worded(fault, whole, Fault.Body.JSON, NOISE));
      case TRUNCATED -> whole.length() < 2 ? new Answer.Close() : new Answer.Cut(whole);
      case WRONG_TYPE ->
          new Answer.Send(
              worded(
                  fault, whole, "text/html; charset=utf-8", PAGE.getBytes(StandardCharsets.UTF_8)));
      case HUGE -> new Answer.Flood(whole, hugeBytes);
      case SLOW -> new Answer.Drip(whole, fault.delay());
      default -> new Answer.Close();
    };
  }

  /// The answer of a fault with a status.
  static Response failed(Fault fault) {
    Response plain = Answers.error(fault.status(), "injected fault");
    Fault.Body body = fault.body();
    if (body == null) {
      return plain;
    }
    String text = body.text() == null ? "{\"error\":\"injected fault\"}" : body.text();
    return Response.text(fault.status(), body.contentType(), text);
  }

  private static Response worded(Fault fault, Response whole, String type, byte[] words) {
    Fault.Body body = fault.body();
    if (body == null) {
      return like(whole, type, words);
    }
    byte[] text = body.text() == null ? words : body.text().getBytes(StandardCharsets.UTF_8);
    return like(whole, body.contentType(), text);
  }

  /// The same head fields with another body.
  private static Response like(Response whole, String type, byte[] body) {
    Response other = Response.of(whole.status() == 204 ? 200 : whole.status(), type, body);
    for (var field : whole.headers().entrySet()) {
      if (!field.getKey().equals("Content-Type")) {
        other = other.with(field.getKey(), field.getValue());
      }
    }
    return other;
  }
}
