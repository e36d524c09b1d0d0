package xseries.emulator.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.http.Query;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Store;

/// `GET /connect`: where a retailer lets an application in. Here the retailer decides at once, as
/// the switch `consent` says. Runs inside the store's lock.
///
/// **source:** the vendor's page on authorization, read 2026-11.
final class ConsentPage {
  private static final int FOUND = 302;

  private final Store store;
  private final Settings settings;

  ConsentPage(Store store, Settings settings) {
    this.store = store;
    this.settings = settings;
  }

  Response answer(Request request) {
    Query query = Query.parse(request.query());
    String back = query.first("redirect_uri", "");
    if (!"code".equals(query.first("response_type", ""))
        || query.first("client_id", "").isEmpty()
        || back.isEmpty()) {
      throw new ApiError(400, "response_type=code, client_id and redirect_uri are required");
    }
    String state = "&state=" + encoded(query.first("state", ""));
    if (query.first("scope", "").isEmpty()) {
      return to(back, "error=invalid_scope" + state);
    }
    if (!settings.isOn(Switch.CONSENT)) {
      return to(back, "error=access_denied" + state);
    }
    return to(
        back,
        "code="
            + newCode()
            + "&domain_prefix="
            + encoded(new Retailer(store).domainPrefix())
            + state);
  }

  private String newCode() {
    return "code_" + store.idOfSerial(store.nextSerial());
  }

  private static Response to(String back, String parameters) {
    String separator = back.contains("?") ? "&" : "?";
    return Response.empty(FOUND).with("Location", back + separator + parameters);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
