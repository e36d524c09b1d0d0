package lightspeed.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import lightspeed.json.Json;
import lightspeed.server.Problem;
import lightspeed.server.SentBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// Reads what programs send, and takes nothing that could be a mistake: no unknown member, no
/// member twice, no text where a number must be, nothing after the document.
final class RequestBody {
  /// Some ten thousand lines; larger orders are imported.
  static final int MAX_BYTES = 1024 * 1024;

  /// Names, values and brackets: ten for each of twenty thousand lines. Without this a body of
  /// nothing but brackets would become fifty times its size.
  private static final int MAX_TOKENS = 200_000;

  private static final JsonMapper STRICT =
      Json.mapper(MAX_TOKENS)
          .rebuild()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private RequestBody() {}

  /// Reads the body as `type`.
  ///
  /// @throws Refused when it is not JSON, too large or not such a thing
  static <T> T read(Context context, Class<T> type) throws IOException {
    var contentType = context.contentType();
    if (contentType == null || !isJson(contentType)) {
      throw new Refused(
          415, "unsupported_media_type", "Send JSON: Content-Type: application/json.");
    }
    SentBody.of(context).documentUpTo(MAX_BYTES);
    try {
      var value = STRICT.readValue(context.req().getInputStream().readAllBytes(), type);
      if (value == null) {
        throw new Refused(400, "malformed_json", "The body is null.");
      }
      return value;
    } catch (StreamConstraintsException _) {
      throw new Refused(422, "invalid_input", "The body has more parts than any call takes.");
    } catch (UnrecognizedPropertyException e) {
      throw invalid(e, "is unknown here");
    } catch (DatabindException e) {
      throw invalid(e, "has a value of the wrong kind, or is missing");
    } catch (JacksonException e) {
      throw new Refused(400, "malformed_json", "The body is not JSON: " + e.getOriginalMessage());
    }
  }

  /// A member that must be there.
  ///
  /// @throws Refused when it is not
  static <T> T require(String field, @Nullable T value) {
    if (value == null) {
      throw invalid(field, "is missing");
    }
    return value;
  }

  static Refused invalid(String field, String reason) {
    return new Refused(
        new Problem(
            422,
            "invalid_input",
            "The body is not what this call takes.",
            List.of(new Problem.FieldError(field, reason))));
  }

  private static Refused invalid(DatabindException e, String reason) {
    var field = new StringBuilder();
    for (var part : e.getPath()) {
      if (part.getIndex() >= 0) {
        field.append('[').append(part.getIndex() + 1).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(part.getPropertyName());
      }
    }
    return invalid(field.toString(), reason);
  }

  private static boolean isJson(String contentType) {
    var type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json");
  }
}
