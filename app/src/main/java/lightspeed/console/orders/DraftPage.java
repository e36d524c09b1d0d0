package lightspeed.console.orders;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightspeed.console.Frame;
import lightspeed.purchaseorder.PurchaseOrderException.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The form of a draft.
///
/// @param id of the order that is edited, null for a new one
/// @param problems with what was typed
/// @param suppliers names to choose from
/// @param outlets names to choose from
public record DraftPage(
    Frame frame,
    @Nullable String id,
    DraftForm form,
    List<InvalidInput.Problem> problems,
    List<String> suppliers,
    List<String> outlets) {
  private static final Pattern OF_A_LINE = Pattern.compile("lines\\[([0-9]+)]\\.(.*)");

  /// Whether something is wrong with this field, named as in [InvalidInput].
  public boolean isWrong(String field) {
    return problems.stream().anyMatch(problem -> problem.field().equals(field));
  }

  /// Whether something is wrong with this field of a line.
  ///
  /// @param line counted from 1
  public boolean isWrong(int line, String field) {
    return isWrong("lines[" + line + "]." + field);
  }

  /// What people call a field, such as `Line 1, unit cost`.
  public static String called(String field) {
    Matcher ofLine = OF_A_LINE.matcher(field);
    String words = ofLine.matches() ? "line " + ofLine.group(1) + ", " + ofLine.group(2) : field;
    return Character.toUpperCase(words.charAt(0)) + words.substring(1).replace('_', ' ');
  }
}
