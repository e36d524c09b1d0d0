package lightspeed.catalog;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Says what differs between two texts that people take for the same.
public final class Unlike {
  private Unlike() {}

  /// Such as `differs in case` or `has a no-break space at the end`; empty when the two are the
  /// same, or differ in more than people overlook.
  ///
  /// @param written what the order says
  /// @param actual what Lightspeed has
  public static String words(String written, String actual) {
    String ours = bare(written);
    String theirs = bare(actual);
    if (written.equals(actual) || !plain(ours, true, true).equals(plain(theirs, true, true))) {
      return "";
    }
    List<String> found = new ArrayList<>();
    addEnds(found, "has ", actual);
    addEnds(found, "is written here with ", written);
    if (!ours.equals(theirs)) {
      addInner(found, ours, theirs);
    }
    return String.join(" and ", found);
  }

  private static void addInner(List<String> found, String ours, String theirs) {
    int before = found.size();
    if (!plain(ours, false, true).equals(plain(theirs, false, true))) {
      found.add("differs in case");
    }
    if (!Folded.areSame(ours, theirs)) {
      found.add("differs in accents");
    }
    if (!plain(ours, true, false).equals(plain(theirs, true, false))) {
      found.add("differs in its blanks");
    }
    if (found.size() == before) {
      found.add("differs in how its accents are stored");
    }
  }

  /// Without accents, and without case and kinds of blanks where asked for.
  private static String plain(String text, boolean isCaseless, boolean isBlanksFolded) {
    String accentless = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{Mn}+", "");
    String blanks = isBlanksFolded ? Folded.withPlainBlanks(accentless) : accentless;
    return isCaseless ? blanks.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : blanks;
  }

  private static void addEnds(List<String> found, String verb, String text) {
    if (text.isEmpty() || bare(text).isEmpty()) {
      return;
    }
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    if (isBlank(first)) {
      found.add(verb + blank(first) + " at the start");
    }
    if (isBlank(last)) {
      found.add(verb + blank(last) + " at the end");
    }
  }

  private static String blank(char c) {
    return switch (c) {
      case ' ' -> "a space";
      case '\u00A0' -> "a no-break space";
      case '\t' -> "a tab";
      case '\n', '\r', '\u0085', '\u2028', '\u2029' -> "a line break";
      default -> "an unusual blank (U+%04X)".formatted((int) c);
    };
  }

  /// Without outer blanks of any kind; what is inside stays as it is.
  public static String bare(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return Folded.isBlank(c) || Folded.hasNoWidth(c);
  }
}
