package lightspeed.rest;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import lightspeed.register.ListReferences;
import lightspeed.register.RegisteredConsignment;
import lightspeed.signin.Right;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import org.jspecify.annotations.Nullable;

/// The register of references: which order numbers are taken in the store.
final class ReferenceRoutes {
  private static final String REFERENCES = Api.ROOT + "/references";

  private final ApiServices services;

  ReferenceRoutes(ApiServices services) {
    this.services = services;
  }

  void addTo(ApiRoutes routes) {
    routes.get(REFERENCES, this::list, Right.READ);
    routes.post(REFERENCES + "/walk", this::walk, Right.OPERATE);
    routes.post(REFERENCES + "/{id}/skip", this::skip, Right.OPERATE);
  }

  /// A consignment as programs see it; members as in the JSON of commands.
  private record ReferenceView(
      String id,
      @Nullable String reference,
      String status,
      @Nullable String supplierId,
      @Nullable String outletId,
      long version,
      boolean isOurs,
      boolean isGone) {
    static ReferenceView of(RegisteredConsignment one) {
      return new ReferenceView(
          one.id().value(),
          one.reference(),
          one.status(),
          one.supplierId(),
          one.outletId(),
          one.version(),
          one.isOurs(),
          one.isGone());
    }
  }

  private void list(Context context) {
    var asked = new Parameters(context, "reference", "status", "cursor", "limit");
    var filter =
        new ListReferences.Filter(
            asked.text("reference").orElse(null),
            asked.word("status", ListReferences.Status.class).orElse(null));
    var after = asked.text("cursor").map(Cursor::reference).orElse(ListReferences.Position.START);
    var page = services.register().list(filter, after, asked.limit());
    var state = services.register().state();
    var ended = state.sinceEnded();
    var next = page.next();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("walked_seconds_ago", ended == null ? null : ended.toSeconds());
    document.put("trouble", ApiWords.ofNullable(state.trouble()));
    document.put("references", page.references().stream().map(ReferenceView::of).toList());
    document.put("next_cursor", next == null ? null : Cursor.of(next));
    Api.json(context, 200, document);
  }

  private void walk(Context context) throws InterruptedException {
    var isFromStart = new Parameters(context, "from_start").isTrue("from_start");
    var walked = services.changes().walk(isFromStart);
    Api.json(context, 200, Map.of("pages", walked.pages(), "rows", walked.rows()));
  }

  private void skip(Context context) throws InterruptedException {
    var id = consignment(context.pathParam("id"));
    Api.json(context, 200, ReferenceView.of(services.register().skip(Caller.person(), id)));
  }

  /// @throws Refused when that can be no id
  static ConsignmentId consignment(String id) {
    try {
      return new ConsignmentId(id);
    } catch (IllegalArgumentException _) {
      throw new Refused(404, "not_found", "There is no consignment " + id + ".");
    }
  }
}
