package xseries.emulator.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Outlet;
import xseries.emulator.json.Json;
import xseries.emulator.store.Store;

/// The people of the store. There is one, an administrator, and all tokens are theirs.
final class Users {
  private static final String FIRST_ID = "0242ac12-0002-11e9-f8c4-5a4d8b0c7701";
  private static final long FIRST_VERSION = 5_020;
  private static final String SINCE = "2024-02-01T08:00:00+00:00";
  private static final String NAME = "sandbox";
  private static final String FULL_NAME = "Sandbox User";
  private static final String EMAIL = "user@sandbox.example.com";
  private static final String IMAGE = "https://example.invalid/images/user-placeholder.png";
  private static final List<String> IMAGE_SIZES =
      List.of("ss", "standard", "st", "original", "thumb", "sl", "sm");

  private final Store store;

  Users(Store store) {
    this.store = store;
  }

  String id() {
    return store.birth() == 0 ? FIRST_ID : store.idOf("user");
  }

  long version() {
    return FIRST_VERSION + store.versionOffset();
  }

  /// The user as 2.0 and the dated versions print it.
  ///
  /// @param outletIds the only ones that they see; null: all
  ObjectNode json(@Nullable List<String> outletIds) {
    ObjectNode user =
        Json.object()
            .put("id", id())
            .put("username", NAME)
            .put("display_name", FULL_NAME)
            .put("email", EMAIL)
            .put("email_verified_at", SINCE)
            .put("switch_id", "usi:5a4d8b0c7701")
            .put("account_type", "admin");
    user.putArray("roles")
        .addObject()
        .put("id", 100)
        .put("name", "Admin")
        .put("system_role_id", 100);
    user.put("enabled", true).putNull("restricted_outlet_id");
    ArrayNode restricted = user.putArray("restricted_outlet_ids");
    if (outletIds != null) {
      outletIds.forEach(restricted::add);
    }
    user.putArray("permissions").add("user.view");
    user.putObject("rules");
    user.put("is_primary_user", true).put("image_source", IMAGE);
    ObjectNode images = user.putObject("images");
    IMAGE_SIZES.forEach(size -> images.put(size, IMAGE));
    return user.put("target_daily", 1_000)
        .put("target_weekly", 5_000)
        .put("target_monthly", 20_000)
        .put("seen_at", SINCE)
        .put("created_at", SINCE)
        .put("updated_at", SINCE)
        .putNull("deleted_at")
        .putNull("time_until_deletion")
        .put("version", version())
        .put("enabled_mfa", false)
        .put("require_password_change", false);
  }

  /// The user in the form of 0.9.
  ///
  /// @param outlet where they work
  ObjectNode oldJson(Outlet outlet, @Nullable List<String> outletIds) {
    ObjectNode user =
        Json.object()
            .put("id", id())
            .put("username", NAME)
            .put("name", FULL_NAME)
            .put("email", EMAIL)
            .put("outlet_id", outlet.id())
            .put("outlet_name", outlet.name())
            .put("account_type", "admin");
    ArrayNode outlets = user.putArray("outlet_ids");
    if (outletIds != null) {
      outletIds.forEach(outlets::add);
    }
    user.putObject("image").put("sl", IMAGE);
    return user;
  }
}
