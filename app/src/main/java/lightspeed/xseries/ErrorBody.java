package lightspeed.xseries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Finds the vendor's words in an answer that says no. There is no documented shape; seen are
/// `{error: text}`, `{error: text, message: text}`, `{errors: {global: [text], <member>: [text]}}`,
/// `{status: "error", error: text, details: text}` and plain text or HTML of something in between.
final class ErrorBody {
  private static final int MAX_MESSAGE_CHARACTERS = 500;
  private static final int MAX_MESSAGES = 50;
  private static final List<String> TEXTS =
      List.of("error", "message", "details", "detail", "title", "error_description");

  private final Set<String> messages = new LinkedHashSet<>();
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private @Nullable String code;

  private ErrorBody() {}

  static Refusal read(Answer answer, AccessToken token) {
    ErrorBody found = new ErrorBody();
    JsonNode root = parse(answer);
    if (root != null) {
      found.collect(root);
    }
    if (found.messages.isEmpty()) {
      found.say(Redaction.text(answer.bodyText(), token));
    }
    return new Refusal(
        found.code,
        found.messages.stream().map(said -> Redaction.text(said, token)).toList(),
        found.fields);
  }

  /// Whether the answer is Lightspeed's: a JSON document, not the page of something in between, and
  /// not nothing.
  static boolean isVendors(Answer answer) {
    JsonNode root = parse(answer);
    return root != null && !root.isMissingNode() && !root.isNull();
  }

  /// Whether a document is an error in disguise: it says what went wrong and carries no data.
  static boolean isError(JsonNode root) {
    return root.isObject()
        && !root.has("data")
        && !root.has("id")
        && (root.hasNonNull("error") || root.hasNonNull("errors"));
  }

  /// A `retry-after` in the body, where old versions of the API put it; null when there is none.
  static @Nullable String retryAfter(Answer answer) {
    JsonNode root = parse(answer);
    JsonNode value = root == null ? null : root.get("retry-after");
    return value == null || value.isContainer() || value.isNull() ? null : value.asString();
  }

  private static @Nullable JsonNode parse(Answer answer) {
    try {
      return answer.mayBeJson() ? Json.untrusted().readTree(answer.body()) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private void collect(JsonNode node) {
    if (node.isString()) {
      say(node.stringValue());
    } else if (node.isArray()) {
      node.forEach(this::collect);
    } else if (node.isObject()) {
      collectObject(node);
    }
  }

  private void collectObject(JsonNode node) {
    JsonNode foundCode = node.get("code");
    if (code == null && foundCode != null && foundCode.isValueNode() && !foundCode.isNull()) {
      code = Excerpt.of(foundCode.asString(), MAX_MESSAGE_CHARACTERS);
    }
    JsonNode field = node.get("field");
    for (String member : TEXTS) {
      JsonNode value = node.get(member);
      if (value == null) {
        continue;
      }
      if (field != null && field.isString() && value.isString()) {
        sayOf(field.stringValue(), value.stringValue());
      } else {
        collect(value);
      }
    }
    JsonNode errors = node.get("errors");
    if (errors != null && errors.isObject() && !errors.has("message")) {
      errors.properties().forEach(entry -> collectField(entry.getKey(), entry.getValue()));
    } else if (errors != null) {
      collect(errors);
    }
  }

  private void collectField(String field, JsonNode value) {
    if (field.equals("global")) {
      collect(value);
    } else if (value.isString()) {
      sayOf(field, value.stringValue());
    } else if (value.isArray()) {
      value.forEach(each -> collectField(field, each));
    } else {
      collect(value);
    }
  }

  private void sayOf(String field, String text) {
    String said = Excerpt.of(text, MAX_MESSAGE_CHARACTERS);
    if (!said.isEmpty() && messages.size() < MAX_MESSAGES) {
      fields.computeIfAbsent(Excerpt.of(field, 100), _ -> new ArrayList<>()).add(said);
      messages.add(Excerpt.of(field, 100) + ": " + said);
    }
  }

  private void say(String text) {
    String said = Excerpt.of(text, MAX_MESSAGE_CHARACTERS);
    if (!said.isEmpty() && messages.size() < MAX_MESSAGES) {
      messages.add(said);
    }
  }
}
