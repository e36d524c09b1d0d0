package lightspeed.console;

import lightspeed.signin.Person;
import lightspeed.signin.Right;
import org.jspecify.annotations.Nullable;

/// What every page has around its content.
///
/// @param title of the page
/// @param section which entry of the menu it belongs to
/// @param address of this page with its query, to read parts of it anew
/// @param notice about what was just done, null when nothing was
/// @param theme `light`, `dark`, or `auto` for what the system prefers
/// @param version of the product
public record Frame(
    String title,
    String section,
    String address,
    Person person,
    String csrfToken,
    @Nullable Notice notice,
    String theme,
    String version) {

  /// Whether the person may use what needs this right.
  public boolean may(Right right) {
    return person.may(right);
  }

  /// Words for `aria-current` of a menu entry.
  public @Nullable String current(String entry) {
    return section.equals(entry) ? "page" : null;
  }

  /// The theme that the switch leads to.
  public String otherTheme() {
    return theme.equals("dark") ? "light" : "dark";
  }
}
