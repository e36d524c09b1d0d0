package lightspeed.config;

import java.util.ArrayList;
import java.util.List;

/// Known words with commas between them, at least one, none twice.
record WordList(List<String> words) implements ValueKind<List<String>> {
  @Override
  public List<String> parse(String text) throws BadValue {
    var chosen = new ArrayList<String>();
    for (var part : text.split(",", -1)) {
      var word = part.strip();
      if (!words.contains(word)) {
        throw new BadValue(word.isEmpty() ? "an empty item" : "not a known item: " + word);
      }
      if (!chosen.contains(word)) {
        chosen.add(word);
      }
    }
    return List.copyOf(chosen);
  }

  @Override
  public String allowed() {
    return "some of " + String.join(", ", words) + " with commas between them";
  }
}
