package lightspeed.console.orders;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.purchaseorder.ImportResult;
import lightspeed.purchaseorder.ImportedOrder;
import org.jspecify.annotations.Nullable;

/// The form that takes a file; below it what the file would do, when there is one.
///
/// @param key of the uploaded file, empty when there is none
/// @param fileName as the person called it
/// @param supplier for a file without that column, or empty
/// @param outlet for a file without that column, or empty
/// @param result null when nothing was uploaded yet
/// @param problem why the upload itself was refused
public record ImportPage(
    Frame frame,
    String key,
    String fileName,
    String supplier,
    String outlet,
    @Nullable ImportResult result,
    @Nullable String problem,
    List<String> suppliers,
    List<String> outlets) {

  /// All of it can be imported.
  public boolean isClean() {
    return result != null && !result.hasProblems() && result.orderCount() > 0;
  }

  /// Some of its orders can be.
  public boolean hasGoodOnes() {
    return result != null
        && result.orderCount()
            > result.count(ImportedOrder.Outcome.REFUSED)
                + result.count(ImportedOrder.Outcome.LEFT_OUT);
  }
}
