package xseries.emulator.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.http.Query;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.oauth.Grants;
import xseries.emulator.oauth.Scope;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// `GET /connect`: where a retailer lets an application in. Here the retailer decides at once, as
/// the switch `consent` says; who asks for no scope, or for one that does not exist, is refused.
/// Runs inside the store's lock.
///
/// **source:** the vendor's page on authorization, read 2026-11.
final class ConsentPage {
  private static final int FOUND = 302;
  private static final int SHORTEST_STATE = 8;

  private final Grants grants;
  private final Retailer retailer;
  private final Settings settings;

  ConsentPage(Grants grants, Retailer retailer, Settings settings) {
    this.grants = grants;
    this.retailer = retailer;
    this.settings = settings;
  }

  Response answer(Request request) {
    Query query = Query.parse(request.query());
    String back = query.first("redirect_uri", "");
    String client = query.first("client_id", "");
    String state = query.first("state", "");
    if (!"code".equals(query.first("response_type", "")) || client.isEmpty() || back.isEmpty()) {
      throw new ApiError(400, "response_type=code, client_id and redirect_uri are required");
    }
    if (state.length() < SHORTEST_STATE && settings.is(Switch.CONSENT_STATE, "required")) {
      throw new ApiError(400, "state is required and must have at least 8 characters");
    }
    List<String> scopes = Scope.split(query.first("scope", ""));
    boolean isGranted =
        !scopes.isEmpty() && Scope.ALL.containsAll(scopes) && settings.isOn(Switch.CONSENT);
    if (!isGranted) {
      return to(back, "error=access_denied&state=" + encoded(state));
    }
    return to(
        back,
        "code="
            + grants.agree(client, back, scopes)
            + "&domain_prefix="
            + encoded(retailer.domainPrefix())
            + "&state="
            + encoded(state)
            + "&scope="
            + encoded(String.join(" ", scopes)));
  }

  private static Response to(String back, String parameters) {
    String separator = back.contains("?") ? "&" : "?";
    return Response.empty(FOUND).with("Location", back + separator + parameters);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
