package lightspeed.xseries;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lightspeed.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every member of a document, and every form that the world may give it.
public final class OddForms {
  private static final int LONG = 20_000;
  private static final int DEEP = 300;

  /// A member that no document names.
  static final String UNKNOWN = "x_unknown";

  private OddForms() {}

  /// A form of a member.
  ///
  /// @param value null: the member is absent
  public record Form(String name, @org.jspecify.annotations.Nullable JsonNode value) {}

  /// A member of a document.
  ///
  /// @param path such as `data`, `0`, `supplier`, `id`
  public record Member(List<String> path) {
    /// The member that the reader knows: of the thing itself, or of a row.
    public String name() {
      return path.stream()
          .filter(step -> !step.equals("data") && !step.matches("\\d+"))
          .findFirst()
          .orElse("data");
    }

    /// Whether it stands inside another member of the thing.
    boolean isInside() {
      return path.stream().filter(step -> !step.equals("data") && !step.matches("\\d+")).count()
          > 1;
    }

    @Override
    public String toString() {
      return String.join("/", path);
    }
  }

  public static List<Form> all() {
    return List.of(
        new Form("absent", null),
        new Form("null", json("null")),
        new Form("an empty object", json("{}")),
        new Form("an object", json("{\"code\": \"NZD\", \"x\": [1, {\"id\": 7}]}")),
        new Form("an empty array", json("[]")),
        new Form("an array", json("[null, 1, \"a\", {\"id\": [true]}]")),
        new Form("a number", json("7")),
        new Form("a fraction", json("-0.5")),
        new Form("an absurd number", json("1E+999999999")),
        new Form("a number of 900 digits", json("9".repeat(900))),
        new Form("true", json("true")),
        new Form("a text", json("\"oddity\"")),
        new Form("a blank text", json("\" \"")),
        new Form("a text with controls", json("\"\\u0000\\n\\uD83D\\uDE00\\uD800\"")),
        new Form("a very long text", json("\"" + "x".repeat(LONG) + "\"")),
        new Form("deep nesting", json("[".repeat(DEEP) + "]".repeat(DEEP))),
        new Form("deep objects", json("{\"a\":".repeat(DEEP) + "{}" + "}".repeat(DEEP))));
  }

  /// Enough for what stands inside a member that is itself given every form.
  static List<Form> few() {
    return all().stream()
        .filter(form -> Set.of("absent", "null", "an object", "a text").contains(form.name()))
        .toList();
  }

  /// Members of objects, those inside too, and an unknown one of each; of arrays the first element.
  public static List<Member> members(JsonNode document) {
    List<Member> found = new ArrayList<>();
    collect(document, List.of(), found);
    return found;
  }

  private static void collect(JsonNode node, List<String> path, List<Member> found) {
    if (node.isArray() && !node.isEmpty()) {
      collect(node.get(0), with(path, "0"), found);
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry -> {
                List<String> inner = with(path, entry.getKey());
                found.add(new Member(inner));
                collect(entry.getValue(), inner, found);
              });
      found.add(new Member(with(path, UNKNOWN)));
    }
  }

  private static List<String> with(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  /// A copy of the document with the member in that form.
  static JsonNode changed(JsonNode document, Member member, Form form) {
    JsonNode copy = document.deepCopy();
    change(copy, member, form);
    return copy;
  }

  /// Changes the document itself.
  ///
  /// @return false when an earlier change took the member's place away
  public static boolean change(JsonNode document, Member member, Form form) {
    JsonNode holder = document;
    for (String step : member.path().subList(0, member.path().size() - 1)) {
      holder =
          holder.isArray() && step.matches("\\d+")
              ? holder.path(Integer.parseInt(step))
              : holder.path(step);
    }
    if (!(holder instanceof ObjectNode object)) {
      return false;
    }
    if (form.value() == null) {
      object.remove(member.path().getLast());
    } else {
      object.set(member.path().getLast(), form.value().deepCopy());
    }
    return true;
  }

  /// The document with at most `most` rows.
  static JsonNode shortened(JsonNode document, int most) {
    if (Envelope.unwrap(document) instanceof ArrayNode rows) {
      while (rows.size() > most) {
        rows.remove(rows.size() - 1);
      }
    }
    return document;
  }

  static JsonNode json(String text) {
    return Json.untrusted().readTree(text);
  }
}
