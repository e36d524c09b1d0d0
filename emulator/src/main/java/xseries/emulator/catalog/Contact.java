package xseries.emulator.catalog;

import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;

/// How somebody is reached, in the vendor's long form: every member is there, most are empty.
final class Contact {
  private Contact() {}

  static ObjectNode of(String company, String email, String city) {
    ObjectNode contact =
        Json.object()
            .put("first_name", "")
            .put("last_name", "")
            .put("company_name", company)
            .put("phone", "")
            .put("mobile", "")
            .put("fax", "")
            .put("email", email)
            .put("website", "")
            .put("twitter", "");
    address(contact, "physical", city);
    address(contact, "postal", city);
    return contact;
  }

  private static void address(ObjectNode contact, String kind, String city) {
    contact
        .put(kind + "_address1", "1 Market Street")
        .put(kind + "_address2", "")
        .put(kind + "_suburb", "Central")
        .put(kind + "_city", city)
        .put(kind + "_postcode", "1010")
        .put(kind + "_state", city)
        .put(kind + "_country_id", "NZ");
  }
}
