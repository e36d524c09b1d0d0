package xseries.emulator.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.http.Query;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.json.Json;
import xseries.emulator.oauth.Grant;
import xseries.emulator.oauth.Grants;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// `POST /api/1.0/token`: a form in, tokens out. Runs inside the store's lock.
final class TokenEndpoint {
  private final Retailer retailer;
  private final Grants grants;
  private final Settings settings;
  private final @Nullable String clientSecret;

  TokenEndpoint(
      Grants grants, Retailer retailer, Settings settings, @Nullable String clientSecret) {
    this.retailer = retailer;
    this.grants = grants;
    this.settings = settings;
    this.clientSecret = clientSecret;
  }

  Response answer(Request request) {
    Query form = Query.parse(request.bodyText());
    String client = form.first("client_id", "");
    String secret = form.first("client_secret", "");
    if (client.isEmpty() || secret.isEmpty()) {
      throw new ApiError(400, "client_id and client_secret are required");
    }
    if (clientSecret != null && !clientSecret.equals(secret)) {
      throw new ApiError(401, "invalid_client");
    }
    return switch (form.first("grant_type", "")) {
      case "authorization_code" -> trade(form, client);
      case "refresh_token" -> refresh(form, client);
      default -> throw new ApiError(400, "unsupported_grant_type");
    };
  }

  private Response trade(Query form, String client) {
    String code = form.first("code", "");
    String redirectUri = form.first("redirect_uri", "");
    if (code.isEmpty() || redirectUri.isEmpty()) {
      throw new ApiError(400, "code and redirect_uri are required");
    }
    return reply(grants.trade(code, client, redirectUri), true);
  }

  private Response refresh(Query form, String client) {
    Grant grant = grants.refresh(form.first("refresh_token", ""), client);
    return reply(grant, settings.isOn(Switch.REFRESH_ROTATES));
  }

  private Response reply(@Nullable Grant grant, boolean showsRefreshToken) {
    if (grant == null) {
      throw new ApiError(400, "invalid_grant");
    }
    ObjectNode body =
        Json.object()
            .put("access_token", grant.accessToken())
            .put("token_type", "Bearer")
            .put("expires", grant.expiresAt().getEpochSecond())
            .put("expires_in", settings.number(Switch.TOKEN_SECONDS))
            .put("scope", grant.grantedScopes())
            .put("domain_prefix", retailer.domainPrefix());
    if (showsRefreshToken) {
      body.put("refresh_token", grant.id());
    }
    return Answers.ok(body);
  }
}
