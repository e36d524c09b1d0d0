package lightspeed.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page shows that asks for the password before a change is made.
///
/// @param action where the change goes
/// @param fields of the form that was sent, sent again with the password
/// @param problem why the last attempt failed, null before the first
public record ConfirmPage(
    String csrf,
    String name,
    String action,
    List<ConfirmPage.Field> fields,
    @Nullable String problem) {
  public ConfirmPage {
    fields = List.copyOf(fields);
  }

  /// One of the fields; a name may come several times.
  public record Field(String name, String value) {}
}
