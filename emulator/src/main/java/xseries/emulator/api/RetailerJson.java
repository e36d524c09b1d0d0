package xseries.emulator.api;

import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.json.Json;
import xseries.emulator.store.Store;

/// The retailer as the versions print it. The currency is an object everywhere; the time zone is
/// one in 2.0 only, where the vendor does not say what is in it.
///
/// **source:** the vendor's documents of 2.0 (January 2026) and 2026-07.
final class RetailerJson {
  private static final String ZONE = "Pacific/Auckland";
  private static final long FIRST_VERSION = 5_010;
  private static final String SINCE = "2024-02-01T08:00:00+00:00";

  private final Store store;
  private final Catalog catalog;
  private final Retailer retailer;

  RetailerJson(Store store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
    this.retailer = new Retailer(store);
  }

  ObjectNode ofTwo() {
    return common().set("timezone", Json.object().put("name", ZONE));
  }

  ObjectNode dated() {
    ObjectNode answer =
        common()
            .put("timezone", ZONE)
            .put("enable_line_item_consolidation", false)
            .put("embedded_barcode_option", "none")
            .put("sso_enabled", false);
    answer.putObject("on_account").put("enabled", true);
    return answer;
  }

  private ObjectNode common() {
    ObjectNode answer =
        Json.object()
            .put("id", retailer.id())
            .put("domain_prefix", retailer.domainPrefix())
            .put("store_url", "https://" + retailer.domainPrefix() + ".retail.lightspeed.app")
            .put("name", "Sandbox Store")
            .put("account_status", "ACTIVE")
            .put("account_type", "TRIAL")
            .put("version", Long.toString(FIRST_VERSION + store.versionOffset()))
            .put("discount_product_id", store.idOf("discount product"))
            .put("no_tax_group_id", catalog.labels().noTax().id())
            .put("culture", "en-NZ")
            .put("country", "NZ")
            .put("tax_exclusive", false)
            .put("store_credit", true)
            .put("created_at", SINCE)
            .put("activated_at", SINCE);
    answer.putObject("currency").put("code", "NZD").put("symbol", "$");
    answer
        .putObject("loyalty")
        .put("enabled", false)
        .put("ratio", 0)
        .put("claim_url", "")
        .put("send_welcome_email", false);
    answer.putObject("sku_sequence").put("enabled", true).put("value", 10_000);
    answer.putObject("gift_cards").put("enabled", false).put("never_enabled", true);
    return answer;
  }
}
