package xseries.emulator.settings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;

/// The present position of every [Switch]. Safe for use by several threads; a change is seen at
/// once and either wholly or not at all.
public final class Settings {
  private final Map<Switch, String> initial = new EnumMap<>(Switch.class);
  private volatile Map<Switch, String> values;

  public Settings(Map<Switch, String> initial) {
    for (Switch one : Switch.values()) {
      this.initial.put(one, initial.getOrDefault(one, one.fallback()));
    }
    this.initial.forEach(Settings::check);
    this.values = new EnumMap<>(this.initial);
  }

  public boolean isOn(Switch flag) {
    return get(flag, Kind.FLAG).equals("true");
  }

  public long number(Switch number) {
    return Long.parseLong(get(number, Kind.NUMBER));
  }

  public String choice(Switch choice) {
    return get(choice, Kind.CHOICE);
  }

  public boolean is(Switch choice, String value) {
    return choice(choice).equals(value);
  }

  /// Turns one switch.
  ///
  /// @throws IllegalArgumentException when the switch cannot hold the value
  public void set(Switch one, String value) {
    change(Map.of(one, value));
  }

  /// Puts every switch back to where it was at the start.
  public void reset() {
    values = new EnumMap<>(initial);
  }

  /// Takes the given switches and leaves the others; nothing is taken when one of them is wrong.
  ///
  /// @throws IllegalArgumentException with a sentence that names the switch
  public void change(ObjectNode wanted) {
    Map<Switch, String> changes = new EnumMap<>(Switch.class);
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      changes.put(named(field.getKey()), field.getValue().asString(""));
    }
    change(changes);
  }

  private synchronized void change(Map<Switch, String> changes) {
    changes.forEach(Settings::check);
    Map<Switch, String> next = new EnumMap<>(values);
    next.putAll(changes);
    values = next;
  }

  public ObjectNode toJson() {
    ObjectNode node = Json.object();
    values.forEach(
        (one, value) -> {
          switch (one.kind()) {
            case FLAG -> node.put(one.key(), Boolean.parseBoolean(value));
            case NUMBER -> node.put(one.key(), Long.parseLong(value));
            case CHOICE -> node.put(one.key(), value);
          }
        });
    return node;
  }

  private static Switch named(String key) {
    try {
      Switch found = Switch.valueOf(key.toUpperCase(Locale.ROOT));
      if (found.key().equals(key)) {
        return found;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(unknown(key), e);
    }
    throw new IllegalArgumentException(unknown(key));
  }

  private static String unknown(String key) {
    String known =
        Arrays.stream(Switch.values()).map(Switch::key).collect(Collectors.joining(", "));
    return "There is no setting called " + key + "; known are " + known + ".";
  }

  private static void check(Switch one, String value) {
    String problem = one.problemWith(value);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
  }

  private String get(Switch one, Kind kind) {
    if (one.kind() != kind) {
      throw new IllegalArgumentException(one.key() + " is not a " + kind + ".");
    }
    return Objects.requireNonNull(values.get(one));
  }
}
