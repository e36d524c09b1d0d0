package lightspeed;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// A shape of JSON documents, as `docs/cli-json.md` writes them: an example in which each value is
/// the name of a type. See there for the notation.
///
/// @param named the shapes that others refer to, by `#name`
record JsonShape(JsonNode shape, Map<String, JsonNode> named) {
  private static final String SPREAD = "...";
  private static final String MAYBE_NULL = "?";
  private static final String ANY_KEY = "*";

  /// What is wrong with the document; empty when nothing is.
  List<String> problems(JsonNode document) {
    var problems = new ArrayList<String>();
    check("", shape, document, problems);
    return problems;
  }

  private void check(String at, JsonNode expected, JsonNode actual, List<String> problems) {
    if (expected.isString()) {
      checkText(at, expected.asString(), actual, problems);
    } else if (expected.isArray()) {
      checkList(at, expected.get(0), actual, problems);
    } else {
      checkObject(at, expected, actual, problems);
    }
  }

  private void checkText(String at, String type, JsonNode actual, List<String> problems) {
    boolean mayBeNull = type.endsWith(MAYBE_NULL);
    var name = mayBeNull ? type.substring(0, type.length() - 1) : type;
    if (mayBeNull && actual.isNull()) {
      return;
    }
    if (name.startsWith("#")) {
      check(at, named(name), actual, problems);
    } else if (!isA(name, actual)) {
      problems.add(at + " is " + actual + ", not " + type);
    }
  }

  private JsonNode named(String reference) {
    var found = named.get(reference.substring(1));
    if (found == null) {
      throw new IllegalStateException("No shape is called " + reference);
    }
    return found;
  }

  private static boolean isA(String type, JsonNode actual) {
    return switch (type) {
      case "text" -> actual.isString();
      case "flag" -> actual.isBoolean();
      case "int" -> actual.isIntegralNumber();
      case "number" -> actual.isNumber();
      case "day" -> actual.isString() && actual.asString().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
      case "time" -> actual.isString() && isTime(actual.asString());
      default -> actual.isString() && List.of(type.split("\\|")).contains(actual.asString());
    };
  }

  private static boolean isTime(String text) {
    try {
      return text.endsWith("Z") && Instant.parse(text) != null;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private void checkList(String at, JsonNode item, JsonNode actual, List<String> problems) {
    if (!actual.isArray()) {
      problems.add(at + " is " + actual + ", not a list");
      return;
    }
    for (int i = 0; i < actual.size(); i++) {
      check(at + "[" + i + "]", item, actual.get(i), problems);
    }
  }

  private void checkObject(String at, JsonNode expected, JsonNode actual, List<String> problems) {
    if (expected.has(MAYBE_NULL) && actual.isNull()) {
      return;
    }
    if (!actual.isObject()) {
      problems.add(at + " is " + actual + ", not an object");
      return;
    }
    var fields = fields(expected);
    var any = fields.get(ANY_KEY);
    if (any != null) {
      actual.forEachEntry((key, value) -> check(at + "." + key, any, value, problems));
      return;
    }
    var there = new TreeSet<>(actual.propertyNames());
    for (var field : fields.entrySet()) {
      if (there.remove(field.getKey())) {
        check(at + "." + field.getKey(), field.getValue(), actual.get(field.getKey()), problems);
      } else {
        problems.add(at + "." + field.getKey() + " is missing");
      }
    }
    there.forEach(key -> problems.add(at + "." + key + " is not described"));
  }

  private Map<String, JsonNode> fields(JsonNode expected) {
    var fields = new LinkedHashMap<String, JsonNode>();
    expected.forEachEntry(
        (key, value) -> {
          if (key.equals(SPREAD)) {
            fields.putAll(fields(named(value.asString())));
          } else if (!key.equals(MAYBE_NULL)) {
            fields.put(key, value);
          }
        });
    return fields;
  }
}
