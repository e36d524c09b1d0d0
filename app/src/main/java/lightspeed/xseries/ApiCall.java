package lightspeed.xseries;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request to be made.
///
/// @param resource below the version, such as `/consignments`
/// @param query name and value pairs in order; names may repeat
/// @param body null for none
record ApiCall(
    String operation,
    String method,
    String resource,
    List<Map.Entry<String, String>> query,
    @Nullable JsonNode body) {

  static ApiCall get(String operation, String resource) {
    return new ApiCall(operation, "GET", resource, List.of(), null);
  }

  static ApiCall write(String operation, String method, String resource, @Nullable JsonNode body) {
    return new ApiCall(operation, method, resource, List.of(), body);
  }

  ApiCall with(String name, String value) {
    List<Map.Entry<String, String>> longer = new ArrayList<>(query);
    longer.add(Map.entry(name, value));
    return new ApiCall(operation, method, resource, List.copyOf(longer), body);
  }

  /// The same with `after`, unless it is zero: the first page is asked for without it.
  ApiCall after(long version) {
    return version == 0 ? this : with("after", Long.toString(version));
  }

  CallName name(XSeriesAddress address) {
    StringBuilder path = new StringBuilder(address.path(resource));
    char separator = '?';
    for (Map.Entry<String, String> parameter : query) {
      path.append(separator)
          .append(encode(parameter.getKey()))
          .append('=')
          .append(encode(parameter.getValue()));
      separator = '&';
    }
    return new CallName(operation, method, path.toString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
