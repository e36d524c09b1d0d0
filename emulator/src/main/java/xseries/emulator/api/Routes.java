package xseries.emulator.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which endpoint answers which operation. Paths are those after the version base.
final class Routes {
  /// An endpoint with what its `{…}` parts stand for in one request.
  record Match(Operation operation, Endpoint endpoint, Map<String, String> parameters) {}

  private record Route(Operation operation, List<String> parts, Endpoint endpoint) {
    boolean isAt(ApiVersion version, List<String> path) {
      return operation.isIn(version) && fits(parts, path);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  Routes on(Operation operation, Endpoint endpoint) {
    routes.add(new Route(operation, split(operation.path()), endpoint));
    return this;
  }

  /// The operations that have an endpoint.
  Set<Operation> operations() {
    return routes.stream().map(Route::operation).collect(Collectors.toSet());
  }

  /// The endpoint for a request, or null. HEAD is answered by GET.
  @Nullable Match find(ApiVersion version, String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    List<String> parts = split(path);
    for (Route route : routes) {
      if (route.operation().method().equals(wanted) && route.isAt(version, parts)) {
        return new Match(route.operation(), route.endpoint(), parameters(route.parts(), parts));
      }
    }
    return null;
  }

  /// Whether some other method would be answered at this path.
  boolean knows(ApiVersion version, String path) {
    List<String> parts = split(path);
    return routes.stream().anyMatch(route -> route.isAt(version, parts));
  }

  private static boolean fits(List<String> pattern, List<String> parts) {
    if (pattern.size() != parts.size()) {
      return false;
    }
    for (int at = 0; at < parts.size(); at++) {
      if (!pattern.get(at).startsWith("{") && !pattern.get(at).equals(parts.get(at))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> parameters(List<String> pattern, List<String> parts) {
    Map<String, String> parameters = new HashMap<>();
    for (int at = 0; at < parts.size(); at++) {
      String name = pattern.get(at);
      if (name.startsWith("{")) {
        parameters.put(name.substring(1, name.length() - 1), parts.get(at));
      }
    }
    return parameters;
  }

  private static List<String> split(String path) {
    List<String> parts = new ArrayList<>();
    int from = path.startsWith("/") ? 1 : 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      parts.add(decoded(path.substring(from, end)));
      from = end + 1;
    }
    if (parts.size() > 1 && parts.getLast().isEmpty()) {
      parts.removeLast(); // a slash at the end says nothing
    }
    return parts;
  }

  private static String decoded(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part; // a broken escape names nothing that exists
    }
  }
}
