package lightspeed.webhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What little of a delivery matters: which consignment it is about, of which type it says it is,
/// and for which store. Read in one pass that keeps nothing else, so that a hostile document costs
/// no memory; whatever is unclear becomes a [#problem] in words.
///
/// @param type as the body says it; the address may say it instead
/// @param consignmentId made of letters, digits, `-` and `_` only
/// @param domainPrefix the store it is meant for, null when it does not say
/// @param problem why the body cannot be read; null when it can
record DeliveryContent(
    @Nullable String type,
    @Nullable String consignmentId,
    @Nullable String domainPrefix,
    @Nullable String problem) {
  private static final int MAX_TEXT = 64;

  /// The media type of `contentType`, in lower case and without parameters.
  static String mediaType(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  static boolean isForm(String contentType) {
    return mediaType(contentType).equals("application/x-www-form-urlencoded");
  }

  static boolean isJson(String contentType) {
    return mediaType(contentType).equals("application/json");
  }

  /// Reads a body that is a form or JSON.
  static DeliveryContent read(String contentType, byte[] body) {
    return isForm(contentType) ? ofForm(body) : ofJson(body);
  }

  private static DeliveryContent ofForm(byte[] body) {
    var type = only(FormField.all(body, "type"));
    var prefix = only(FormField.all(body, "domain_prefix"));
    List<byte[]> payloads = FormField.all(body, "payload");
    if (payloads.size() != 1) {
      var problem =
          payloads.isEmpty()
              ? "the form has no field payload"
              : "the form has " + payloads.size() + " fields payload";
      return new DeliveryContent(type, null, prefix, problem);
    }
    var payload = ofJson(payloads.getFirst());
    return new DeliveryContent(
        type == null ? payload.type() : type,
        payload.consignmentId(),
        prefix == null ? payload.domainPrefix() : prefix,
        payload.problem());
  }

  private static @Nullable String only(List<byte[]> values) {
    return values.size() == 1
        ? shortened(new String(values.getFirst(), StandardCharsets.UTF_8))
        : null;
  }

  private static DeliveryContent ofJson(byte[] json) {
    var members = new Members();
    try (var parser = Json.untrusted().createParser(json)) {
      members.read(parser);
      return members.content(null);
    } catch (UnclearMember e) {
      return members.content(e.getMessage());
    } catch (JacksonException e) {
      return members.content("it is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  /// A member that may be read in two ways.
  private static final class UnclearMember extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnclearMember(String message) {
      super(message);
    }
  }

  /// The members of the outermost object that matter.
  private static final class Members {
    private @Nullable String type;
    private @Nullable String consignmentId;
    private @Nullable String domainPrefix;

    void read(JsonParser parser) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnclearMember("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "type" -> type = text(parser, name, type);
          case "consignment_id" -> consignmentId = id(text(parser, name, consignmentId));
          case "domain_prefix" -> domainPrefix = text(parser, name, domainPrefix);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new UnclearMember("something follows the JSON object");
      }
    }

    private static @Nullable String text(JsonParser parser, String name, @Nullable String before) {
      if (before != null) {
        throw new UnclearMember("it has " + name + " twice");
      }
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        parser.skipChildren();
        return null;
      }
      return shortened(parser.getString());
    }

    private static @Nullable String id(@Nullable String text) {
      if (text == null) {
        return null;
      }
      boolean isPlain =
          !text.isEmpty()
              && text.chars()
                  .allMatch(
                      c ->
                          (c >= 'a' && c <= 'z')
                              || (c >= 'A' && c <= 'Z')
                              || (c >= '0' && c <= '9')
                              || c == '-'
                              || c == '_');
      if (!isPlain) {
        throw new UnclearMember("its consignment_id is no id of Lightspeed");
      }
      return text;
    }

    DeliveryContent content(@Nullable String problem) {
      return new DeliveryContent(
          type, problem == null ? consignmentId : null, domainPrefix, problem);
    }
  }
}
