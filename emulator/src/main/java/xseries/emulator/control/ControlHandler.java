package xseries.emulator.control;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.StockRoom;
import xseries.emulator.consignment.Consignments;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.fault.Faults;
import xseries.emulator.http.Handler;
import xseries.emulator.http.Reply;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.journal.RequestJournal;
import xseries.emulator.json.BadField;
import xseries.emulator.oauth.PersonalTokens;
import xseries.emulator.settings.Settings;
import xseries.emulator.store.Store;
import xseries.emulator.webhook.Deliveries;

/// Answers everything under `/_emulator`: no token, no rate limit, no faults, not in the journal.
public final class ControlHandler implements Handler {
  /// Where the control API begins.
  public static final String PREFIX = "/_emulator/";

  /// What the control API looks at and turns.
  public record Parts(
      Store store,
      Settings settings,
      Catalog catalog,
      StockRoom room,
      Consignments consignments,
      PersonalTokens tokens,
      RequestJournal journal,
      Faults faults,
      Deliveries deliveries,
      Supplier<Pending> pending,
      InstantSource clock) {}

  private final boolean isOpenToAll;
  private final Acts acts;
  private final ControlCalls calls;

  /// Answers by these parts.
  ///
  /// @param reset starts again, with the birth that it is given
  /// @param isOpenToAll whether other machines may use it too
  public ControlHandler(Parts parts, Consumer<@Nullable Long> reset, boolean isOpenToAll) {
    this.isOpenToAll = isOpenToAll;
    this.acts = new Acts(parts.clock());
    this.calls = new ControlCalls(parts, reset, acts);
  }

  @Override
  public Reply handle(Request request) {
    if (!isOpenToAll && !request.isFromLoopback()) {
      return Reply.of(ControlCalls.error(403, "The control API answers this machine only."));
    }
    String path = request.path().substring(PREFIX.length());
    Response response = answer(request, path);
    acts.note(request, path, response.status());
    return Reply.of(response);
  }

  private Response answer(Request request, String path) {
    try {
      return calls.answer(request, path);
    } catch (Refusal e) {
      int status = e.why() == Refusal.Why.RULE ? 409 : 404;
      return ControlCalls.error(status, String.valueOf(e.getMessage()));
    } catch (BadField | IllegalArgumentException e) {
      return ControlCalls.error(400, String.valueOf(e.getMessage()));
    } catch (JacksonException e) {
      return ControlCalls.error(400, "The body is not valid JSON.");
    }
  }
}
