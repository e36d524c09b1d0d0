package xseries.emulator.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Members;
import xseries.emulator.oauth.PersonalToken;
import xseries.emulator.oauth.PersonalTokens;

/// The token that a request asks for; null means no restriction.
record TokenWish(
    @Nullable List<String> scopes, @Nullable List<String> outletIds, @Nullable Duration expiresIn) {
  private static final List<String> MEMBERS = List.of("scopes", "outlets", "expires_in");

  /// Ten years.
  private static final long MAX_SECONDS = 315_360_000;

  static TokenWish read(ObjectNode body) {
    Members.check(body, MEMBERS, "a token");
    Long seconds = new Fields(body).whole("expires_in");
    if (seconds != null && (seconds < 0 || seconds > MAX_SECONDS)) {
      throw new BadField("expires_in", "must be 0 to " + MAX_SECONDS + " seconds");
    }
    return new TokenWish(
        texts(body, "scopes"),
        texts(body, "outlets"),
        seconds == null ? null : Duration.ofSeconds(seconds));
  }

  private static @Nullable List<String> texts(ObjectNode body, String name) {
    JsonNode node = body.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!(node instanceof ArrayNode array)) {
      throw new BadField(name, "must be an array of strings");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : array) {
      if (!one.isString()) {
        throw new BadField(name, "must be an array of strings");
      }
      texts.add(one.asString());
    }
    return texts;
  }

  PersonalToken make(PersonalTokens tokens, Catalog catalog) {
    for (String id : outletIds == null ? List.<String>of() : outletIds) {
      if (catalog.outlet(id) == null) {
        throw Refusal.unknownId("there is no outlet " + id);
      }
    }
    return tokens.make(scopes, outletIds, expiresIn);
  }
}
