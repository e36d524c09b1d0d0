package lightspeed.console.orders;

import java.util.List;
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
    List<String> outlets) {}
