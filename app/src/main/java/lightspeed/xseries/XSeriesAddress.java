package lightspeed.xseries;

import java.net.URI;
import java.util.regex.Pattern;

/// Where the API of one retailer is.
///
/// @param base scheme, host and port, such as `https://store.retail.lightspeed.app` or the sandbox
///     `http://127.0.0.1:9100`; a path is kept, a trailing slash is not
/// @param version `2.0` or a dated release, `YYYY-MM`
///
/// **source:** reference "Versioning" of x-series-api.lightspeedhq.com/docs/versioning-strategy and
/// the servers of the API 2.0 document, read 2026-11.
public record XSeriesAddress(URI base, String version) {
  /// The version that is no date.
  public static final String UNDATED = "2.0";

  private static final Pattern VERSION = Pattern.compile("2\\.0|\\d{4}-(0[1-9]|1[0-2])");
  private static final Pattern DOMAIN_PREFIX =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public XSeriesAddress {
    boolean isHttp = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
    boolean isPlain =
        base.getHost() != null
            && base.getUserInfo() == null
            && base.getQuery() == null
            && base.getFragment() == null;
    if (!isHttp || !isPlain) {
      throw new IllegalArgumentException(
          "The API address must look like https://host or http://host:port, not " + base);
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "The API version is 2.0 or a date such as 2026-07, not \"" + version + "\"");
    }
    String text = base.toString();
    base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
  }

  /// The address of the store whose domain prefix is `domainPrefix`.
  ///
  /// @throws IllegalArgumentException when it is not a single host label, such as a whole URL
  public static XSeriesAddress ofRetailer(String domainPrefix, String version) {
    if (!DOMAIN_PREFIX.matcher(domainPrefix).matches()) {
      throw new IllegalArgumentException(
          "The domain prefix is the first word of the store's address (mystore of"
              + " mystore.retail.lightspeed.app), not \""
              + domainPrefix
              + "\"");
    }
    return new XSeriesAddress(
        URI.create("https://" + domainPrefix + ".retail.lightspeed.app"), version);
  }

  /// The path of a resource, such as `/api/2.0/consignments`, with a path of [#base()] before it.
  String path(String resource) {
    return base.getRawPath() + "/api/" + version + resource;
  }

  URI resolve(String pathAndQuery) {
    return URI.create(base.getScheme() + "://" + base.getRawAuthority() + pathAndQuery);
  }
}
