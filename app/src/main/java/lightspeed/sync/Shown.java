package lightspeed.sync;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentProduct;

/// Which picture of a consignment a person saw who decided about it. A decision belongs to its
/// moment: when something else is there by then, it lapses.
///
/// @param header version of the header; zero when Lightspeed told none
/// @param lines the highest version of its lines
/// @param count how many lines there were; one that is taken off changes no other
public record Shown(long header, long lines, int count) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,9})");

  public static Shown of(Consignment header, List<ConsignmentProduct> lines) {
    return new Shown(orZero(header.version()), ConsignmentLines.newest(lines), lines.size());
  }

  static long orZero(@org.jspecify.annotations.Nullable Long version) {
    return version == null ? 0 : version;
  }

  /// As commands and pages hand it on.
  public String text() {
    return header + "-" + lines + "-" + count;
  }

  /// Empty when it is no such text.
  public static Optional<Shown> parse(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    return parts.matches()
        ? Optional.of(
            new Shown(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }
}
