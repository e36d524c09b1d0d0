package lightspeed.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How the text of a setting becomes a value, and what is allowed. Written without regular
/// expressions and reflection, because every short command reads all settings.
///
/// @param <T> the value that components work with
interface ValueKind<T> {

  /// Reads `text`, which is neither blank nor surrounded by blanks.
  ///
  /// @throws BadValue when `text` is not allowed
  T parse(String text) throws BadValue;

  /// The allowed values in words, for messages and documentation.
  String allowed();

  default String unit() {
    return "";
  }

  /// Whether people must not see the value.
  default boolean isSecret() {
    return false;
  }

  /// A whole number from `min` to `max`, both allowed.
  record WholeNumber(int min, int max, String unit) implements ValueKind<Integer> {
    @Override
    public Integer parse(String text) throws BadValue {
      int value;
      try {
        value = Integer.parseInt(text);
      } catch (NumberFormatException _) {
        throw new BadValue("not a whole number");
      }
      if (value < min || value > max) {
        throw new BadValue("out of range");
      }
      return value;
    }

    @Override
    public String allowed() {
      return "whole number from " + min + " to " + max;
    }
  }

  /// A time in seconds, fractions down to a millisecond, from `min` to `max`, both allowed.
  record Seconds(BigDecimal min, BigDecimal max) implements ValueKind<Duration> {
    private static final int DECIMALS = 3;

    static Seconds between(String min, String max) {
      return new Seconds(new BigDecimal(min), new BigDecimal(max));
    }

    @Override
    public Duration parse(String text) throws BadValue {
      BigDecimal seconds;
      try {
        seconds = new BigDecimal(text);
      } catch (NumberFormatException _) {
        throw new BadValue("not a number of seconds");
      }
      if (seconds.compareTo(min) < 0 || seconds.compareTo(max) > 0) {
        throw new BadValue("out of range");
      }
      if (seconds.stripTrailingZeros().scale() > DECIMALS) {
        throw new BadValue("finer than a millisecond");
      }
      return Duration.ofMillis(seconds.movePointRight(DECIMALS).longValue());
    }

    @Override
    public String allowed() {
      return "seconds from " + min.toPlainString() + " to " + max.toPlainString();
    }

    @Override
    public String unit() {
      return "s";
    }
  }

  /// Times in seconds with commas between them.
  record SecondsList(Seconds each, int maxItems) implements ValueKind<List<Duration>> {
    @Override
    public List<Duration> parse(String text) throws BadValue {
      var delays = new ArrayList<Duration>();
      int from = 0;
      while (from <= text.length()) {
        int comma = text.indexOf(',', from);
        int to = comma < 0 ? text.length() : comma;
        delays.add(each.parse(text.substring(from, to).strip()));
        from = to + 1;
      }
      if (delays.size() > maxItems) {
        throw new BadValue("more than " + maxItems + " items");
      }
      return List.copyOf(delays);
    }

    @Override
    public String allowed() {
      return "1 to " + maxItems + " times with commas between them, each " + each.allowed();
    }

    @Override
    public String unit() {
      return "s";
    }
  }

  /// Yes or no.
  record Flag() implements ValueKind<Boolean> {
    @Override
    public Boolean parse(String text) throws BadValue {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on", "1" -> true;
        case "false", "no", "off", "0" -> false;
        default -> throw new BadValue("neither true nor false");
      };
    }

    @Override
    public String allowed() {
      return "true or false";
    }
  }

  /// How log files are written.
  record LogFormat() implements ValueKind<LogConfig.Format> {
    @Override
    public LogConfig.Format parse(String text) throws BadValue {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "text" -> LogConfig.Format.TEXT;
        case "json" -> LogConfig.Format.JSON;
        default -> throw new BadValue("not a known format");
      };
    }

    @Override
    public String allowed() {
      return "text or json";
    }
  }

  /// A secret of visible ASCII characters, as HTTP headers and signing keys need it.
  record VisibleSecret(int maxLength) implements ValueKind<Secret> {
    @Override
    public boolean isSecret() {
      return true;
    }

    @Override
    public Secret parse(String text) throws BadValue {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c <= ' ' || c > '~') {
          throw new BadValue("contains a blank or a character that is not plain ASCII");
        }
      }
      if (text.length() > maxLength) {
        throw new BadValue("longer than " + maxLength + " characters");
      }
      return new Secret(text);
    }

    @Override
    public String allowed() {
      return "1 to " + maxLength + " visible ASCII characters, no blanks";
    }
  }

  /// A secret of any characters.
  record AnySecret() implements ValueKind<Secret> {
    @Override
    public boolean isSecret() {
      return true;
    }

    @Override
    public Secret parse(String text) {
      return new Secret(text);
    }

    @Override
    public String allowed() {
      return "any text";
    }
  }

  /// Any text without control characters.
  record Text(int maxLength) implements ValueKind<String> {
    @Override
    public String parse(String text) throws BadValue {
      if (text.length() > maxLength || text.chars().anyMatch(Character::isISOControl)) {
        throw new BadValue("too long or with control characters");
      }
      return text;
    }

    @Override
    public String allowed() {
      return "up to " + maxLength + " characters";
    }
  }

  /// The first label of the store's host name.
  ///
  /// **source:** a DNS label is at most 63 letters, digits and hyphens (RFC 1035, 2.3.1).
  record DomainPrefix() implements ValueKind<String> {
    private static final int MAX_LABEL = 63;

    @Override
    public String parse(String text) throws BadValue {
      var prefix = text.toLowerCase(Locale.ROOT);
      boolean fits = prefix.length() <= MAX_LABEL && prefix.charAt(0) != '-';
      for (int i = 0; i < prefix.length(); i++) {
        char c = prefix.charAt(i);
        fits &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      }
      if (!fits) {
        throw new BadValue("not the first part of a store address");
      }
      return prefix;
    }

    @Override
    public String allowed() {
      return "the part before .retail.lightspeed.app: letters, digits, hyphens";
    }
  }

  /// An http or https base address without query, fragment or credentials.
  record BaseAddress() implements ValueKind<URI> {
    @Override
    public URI parse(String text) throws BadValue {
      URI address;
      try {
        address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      } catch (URISyntaxException _) {
        throw new BadValue("not an address");
      }
      var scheme = address.getScheme();
      if (!"http".equals(scheme) && !"https".equals(scheme)) {
        throw new BadValue("neither http:// nor https://");
      }
      if (address.getHost() == null) {
        throw new BadValue("without a host");
      }
      if (address.getUserInfo() != null
          || address.getQuery() != null
          || address.getFragment() != null) {
        throw new BadValue("with credentials, query or fragment");
      }
      if (CloudMetadata.isNamedBy(address.getHost())) {
        throw new BadValue("an address at which clouds tell machines their secrets");
      }
      return address;
    }

    @Override
    public String allowed() {
      return "http:// or https:// address of a server, such as http://127.0.0.1:9100";
    }
  }

  /// The version in the path of every API call.
  record ApiVersion() implements ValueKind<String> {
    @Override
    public String parse(String text) throws BadValue {
      if (!text.equals("2.0") && !isYearAndMonth(text)) {
        throw new BadValue("not a version of the API");
      }
      return text;
    }

    private static boolean isYearAndMonth(String text) {
      if (text.length() != "2026-01".length() || text.charAt(4) != '-') {
        return false;
      }
      var digits = text.substring(0, 4) + text.substring(5);
      if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
      int month = Integer.parseInt(text.substring(5));
      return text.startsWith("20") && month >= 1 && month <= 12;
    }

    @Override
    public String allowed() {
      return "2.0 or a year and month such as 2026-01";
    }
  }

  /// A JDBC address of MariaDB; passwords have their own setting, because addresses are shown.
  record DatabaseAddress() implements ValueKind<String> {
    @Override
    public String parse(String text) throws BadValue {
      if (!text.startsWith("jdbc:mariadb:")) {
        throw new BadValue("not an address of a MariaDB");
      }
      if (text.toLowerCase(Locale.ROOT).contains("password=")) {
        throw new BadValue("contains a password; use lightspeed_database_password for it");
      }
      return text;
    }

    @Override
    public String allowed() {
      return "jdbc:mariadb://host:3306/schema (also jdbc:mariadb:sequential://… for a cluster)";
    }
  }
}
