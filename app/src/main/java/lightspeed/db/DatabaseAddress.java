package lightspeed.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a MariaDB is and who we are there. Make one with [#parse(String, String, String)].
///
/// The password is in no text this class makes, and never stays in the URL.
///
/// @param url JDBC URL without user and password
public record DatabaseAddress(String url, String user, String password) {
  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:mariadb:(?:(?<mode>[a-z-]+):)?//(?<hosts>[^/?@]*)/(?<name>[^/?]*)(?:\\?(?<options>.*))?");
  private static final Pattern CREDENTIALS_BEFORE_HOST = Pattern.compile("//[^/?]*@");
  private static final int DEFAULT_PORT = 3306;
  private static final String EXAMPLE = "jdbc:mariadb://db.example.com:3306/lightspeed";

  /// Reads a URL such as `jdbc:mariadb://host:3306/name` or, for several nodes,
  /// `jdbc:mariadb:sequential://a,b,c/name`. User and password may stand in its options; those
  /// given beside it win.
  ///
  /// @throws IllegalArgumentException when the URL is of another form; the message says what is
  ///     wrong and holds no password
  public static DatabaseAddress parse(
      String url, @Nullable String user, @Nullable String password) {
    String text = url.strip();
    if (!text.startsWith("jdbc:mariadb:")) {
      throw new IllegalArgumentException("The database URL must look like " + EXAMPLE + ".");
    }
    if (CREDENTIALS_BEFORE_HOST.matcher(text).find()) {
      throw new IllegalArgumentException(
          "The database URL must not hold user and password before the host: "
              + "set the database user and password on their own.");
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "The database URL must name host and database, as in " + EXAMPLE + ".");
    }
    requireKnownMode(form.group("mode"));
    requireHosts(form.group("hosts"));
    if (form.group("name").isEmpty()) {
      throw new IllegalArgumentException(
          "The database URL must end with the name of the database, as in " + EXAMPLE + ".");
    }
    Map<String, String> options = options(form.group("options"));
    String userInUrl = options.remove("user");
    String passwordInUrl = options.remove("password");
    int end = text.indexOf('?');
    String bare = end < 0 ? text : text.substring(0, end);
    return new DatabaseAddress(
        bare + join(options), firstOf(user, userInUrl), firstOf(password, passwordInUrl));
  }

  /// Name of the schema, the last part of the URL's path.
  public String databaseName() {
    Matcher form = FORM.matcher(url);
    return form.matches() ? form.group("name") : "";
  }

  /// Host and port as written, several separated by commas.
  public String hosts() {
    Matcher form = FORM.matcher(url);
    return form.matches() ? form.group("hosts") : "";
  }

  /// The node that programs which know only one are sent to.
  Node firstNode() {
    String hosts = hosts();
    int comma = hosts.indexOf(',');
    String first = comma < 0 ? hosts : hosts.substring(0, comma);
    int colon = first.lastIndexOf(':');
    boolean hasPort = colon > first.lastIndexOf(']');
    String host = hasPort ? first.substring(0, colon) : first;
    int port = hasPort ? Integer.parseInt(first.substring(colon + 1)) : DEFAULT_PORT;
    return new Node(host.replace("[", "").replace("]", ""), port);
  }

  /// Value of an option of the URL, empty when it is not there.
  String option(String name) {
    int end = url.indexOf('?');
    return options(end < 0 ? null : url.substring(end + 1)).getOrDefault(name, "");
  }

  /// The same server, user and password with another schema.
  DatabaseAddress withDatabase(String name) {
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      throw new IllegalStateException("Not a parsed address: " + this);
    }
    String changed = url.substring(0, form.start("name")) + name + url.substring(form.end("name"));
    return new DatabaseAddress(changed, user, password);
  }

  /// The URL with `forced` in place of its own options of the same names.
  String urlWith(Map<String, String> forced) {
    int end = url.indexOf('?');
    Map<String, String> options = options(end < 0 ? null : url.substring(end + 1));
    options.putAll(forced);
    return (end < 0 ? url : url.substring(0, end)) + join(options);
  }

  @Override
  public String toString() {
    return "DatabaseAddress[url=" + url + ", user=" + user + ", password=***]";
  }

  /// One server of the address.
  record Node(String host, int port) {}

  private static void requireKnownMode(@Nullable String mode) {
    if (mode != null && !mode.equals("sequential") && !mode.equals("loadbalance")) {
      throw new IllegalArgumentException(
          "The database URL has the mode '"
              + mode
              + "'; only sequential and loadbalance may be used with several nodes.");
    }
  }

  private static void requireHosts(String hosts) {
    for (String host : hosts.split(",", -1)) {
      if (host.isBlank() || host.contains("(")) {
        throw new IllegalArgumentException(
            "The database URL must name each node as host or host:port, as in " + EXAMPLE + ".");
      }
      int colon = host.lastIndexOf(':');
      if (colon > host.lastIndexOf(']')) {
        requirePort(host.substring(colon + 1));
      }
    }
  }

  private static void requirePort(String port) {
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException(
          "The port in the database URL must be a number from 1 to 65535.");
    }
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query != null) {
      for (String option : query.split("&", -1)) {
        int equals = option.indexOf('=');
        if (equals > 0) {
          options.put(option.substring(0, equals), option.substring(equals + 1));
        }
      }
    }
    return options;
  }

  private static String join(Map<String, String> options) {
    if (options.isEmpty()) {
      return "";
    }
    StringJoiner query = new StringJoiner("&", "?", "");
    options.forEach((name, value) -> query.add(name + "=" + value));
    return query.toString();
  }

  private static String firstOf(@Nullable String given, @Nullable String inUrl) {
    if (given != null && !given.isEmpty()) {
      return given;
    }
    return inUrl == null ? "" : inUrl;
  }
}
