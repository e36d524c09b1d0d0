package lightspeed.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names with values under each other: what is known about one thing. What is not known is left
/// out.
final class Facts {
  private record Fact(String name, String value, Style style) {}

  private final List<Fact> facts = new ArrayList<>();

  Facts add(String name, @Nullable Object value) {
    return add(name, value, Style.PLAIN);
  }

  /// A status word, in its colour.
  Facts addStatus(String name, @Nullable Object value) {
    return add(name, value, value == null ? Style.PLAIN : Style.ofStatus(value.toString()));
  }

  void print(Terminal terminal) {
    int widest = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
    for (var fact : facts) {
      terminal.print(
          terminal.styled(Style.DIM, fact.name())
              + " ".repeat(widest - fact.name().length() + 2)
              + terminal.styled(fact.style(), fact.value()));
    }
  }

  private Facts add(String name, @Nullable Object value, Style style) {
    if (value != null && !value.toString().isEmpty()) {
      facts.add(new Fact(name, value.toString(), style));
    }
    return this;
  }
}
