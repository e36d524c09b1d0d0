package xseries.emulator;

import java.util.List;
import java.util.regex.Pattern;

/// Where the emulator does not answer as the vendor's document says, and why.
///
/// @param fault matches `version METHOD /path/{} fault`
/// @param where the same for people
record Deviation(Pattern fault, String where, String why) {
  static final List<Deviation> KNOWN =
      List.of(
          of(
              "2.0 GET /consignments {2}type: object found, array expected",
              "2.0: the list of `GET /consignments`",
              "The document declares a bare array; clients in use and the document of 2026-07 read"
                  + " `{data, version}`."),
          of(
              ".* PUT /consignments/\\{}/products/\\{} /data/data missing",
              "the line that `PUT /consignments/{id}/products/{product_id}` answers",
              "The schema nests a collection in `data`; a client in use reads a single line."),
          of(
              ".* POST /consignments/\\{}/bulk /data/product_id missing",
              "`product_id` in the answer of `POST /consignments/{id}/bulk`",
              "It stands for the id of a product, as the document's example shows."),
          of(
              ".* POST /consignments/\\{}/products /data(/| required: required property"
                  + " ')deleted_at.*",
              "`deleted_at` of the line that `POST /consignments/{id}/products` answers",
              "A line that was just written is not deleted; in lists the member is nullable."),
          of(
              ".* POST /consignments/\\{}/products /data(/| required: required property"
                  + " ')(count|cost)\\W.*",
              "`count` and `cost` of a STOCKTAKE's line that the same call answers",
              "A line of a count has no ordered quantity and no cost; in lists both are nullable."),
          of(
              "2.0 GET /users?(/\\{})? /data(/\\*)?/roles/\\*/(system_role_)?id type: integer"
                  + " found.*",
              "2.0: the ids in `roles` of users",
              "The schema says text, the document's own example shows numbers."));

  private static Deviation of(String fault, String where, String why) {
    return new Deviation(Pattern.compile(fault), where, why);
  }

  boolean covers(String found) {
    return fault.matcher(found).matches();
  }

  /// A row of the README's table.
  String toRow() {
    return "| %s | %s |".formatted(where, why);
  }
}
