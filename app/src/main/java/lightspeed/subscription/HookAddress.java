package lightspeed.subscription;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import lightspeed.config.Secret;

/// Our address for one event type: `https://…/webhooks/lightspeed/{path-secret}/{event-type}`.
final class HookAddress {
  private static final String ROOT = "/webhooks/lightspeed";

  private HookAddress() {}

  /// The address below which webhooks arrive, from what a person typed.
  ///
  /// @throws IllegalArgumentException when it is not usable; the message says why
  static String base(String typed) {
    URI uri;
    try {
      uri = new URI(typed);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException(typed + " is not an address.");
    }
    var host = uri.getHost();
    if (host == null
        || uri.getUserInfo() != null
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "The address must look like https://shop.example.com, without user, ? and #.");
    }
    boolean isSafe =
        "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(host));
    if (!isSafe) {
      throw new IllegalArgumentException(
          "The address must begin with https://; plain http is for this machine only.");
    }
    var bare = typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
    return bare.endsWith(ROOT) ? bare : bare + ROOT;
  }

  static String of(String base, Secret secret, String type) {
    return base + "/" + secret.reveal() + "/" + type;
  }

  /// Whether `url` is ours with one of these secrets.
  static boolean isOurs(String url, List<Secret> secrets, String type) {
    return secrets.stream().anyMatch(one -> url.endsWith(of(ROOT, one, type)));
  }

  /// Whether `url` is ours for events that are proven by their signature.
  static boolean isOursWithoutSecret(String url) {
    return url.endsWith(ROOT);
  }

  /// `url` with what may be a secret masked.
  static String masked(String url) {
    int root = url.indexOf(ROOT + "/");
    if (root < 0) {
      return url;
    }
    int from = root + ROOT.length() + 1;
    int slash = url.indexOf('/', from);
    return url.substring(0, from) + Secret.MASK + (slash < 0 ? "" : url.substring(slash));
  }

  /// The server part and nothing secret, to ask whether it answers.
  static Optional<URI> server(String url) {
    int root = url.indexOf(ROOT);
    try {
      return root < 0 ? Optional.empty() : Optional.of(new URI(url.substring(0, root)));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return InetAddress.ofLiteral(bare).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
