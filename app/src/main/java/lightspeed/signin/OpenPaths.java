package lightspeed.signin;

import java.util.List;

/// Parts of the server that know nobody and are open to all: health checks, webhooks, which have a
/// proof of their own, and files that anyone may have.
///
/// @param prefixes of paths, each ending with a slash or being a whole path
public record OpenPaths(List<String> prefixes) {
  public OpenPaths {
    prefixes = List.copyOf(prefixes);
  }

  boolean contains(String path) {
    return prefixes.stream()
        .anyMatch(
            prefix ->
                prefix.endsWith("/")
                    ? path.startsWith(prefix)
                    : path.equals(prefix) || path.startsWith(prefix + "/"));
  }
}
