package lightspeed.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Hindrance;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;
import org.jspecify.annotations.Nullable;

/// What this installation is: whether it sends, for which store, and since when its database
/// remembers.
final class InstallationRoutes {
  private static final String INSTALLATION = Api.ROOT + "/installation";

  private final ApiServices services;

  InstallationRoutes(ApiServices services) {
    this.services = services;
  }

  void addTo(ApiRoutes routes) {
    routes.get(INSTALLATION, this::state, Right.READ);
    routes.post(INSTALLATION + "/confirm", this::confirm, Right.ADMINISTER);
  }

  private record HindranceView(String kind, String sentence, String remedy) {
    static @Nullable HindranceView of(@Nullable Hindrance hindrance) {
      return hindrance == null
          ? null
          : new HindranceView(
              hindrance.kind().name(),
              ApiWords.of(hindrance.sentence()),
              ApiWords.of(hindrance.remedy()));
    }
  }

  private record Confirmation(@Nullable String as, @Nullable String shown) {}

  private void state(Context context) {
    show(context, services.confirming().state());
  }

  private void confirm(Context context) throws IOException {
    var body = RequestBody.read(context, Confirmation.class);
    var as = RequestBody.require("as", body.as());
    var shown = RequestBody.require("shown", body.shown());
    var actor = SignedIn.token(context).actor();
    show(
        context,
        switch (as) {
          case "sender" -> services.confirming().moved(shown, actor);
          case "copy" -> services.confirming().copy(shown, actor);
          default -> throw RequestBody.invalid("as", "is neither sender nor copy");
        });
  }

  private static void show(Context context, ConfirmInstallation.State state) {
    var now = state.overview();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("sends", state.hindrance() == null);
    document.put("hindrance", HindranceView.of(state.hindrance()));
    document.put("is_copy", now.isCopy());
    document.put("stopped_at", now.stoppedAt());
    document.put("key", now.keyId());
    document.put("store_id", now.storeId());
    document.put("store", now.storeName());
    document.put("other_store", now.otherStoreName());
    document.put("epoch", now.epoch());
    document.put("went_back_at", now.wentBackAt());
    document.put("went_back_why", now.wentBackWhy());
    document.put("is_comparing", now.isComparing());
    document.put("shown", state.shown());
    Api.json(context, 200, document);
  }
}
