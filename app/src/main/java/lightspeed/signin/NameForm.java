package lightspeed.signin;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The one form in which names are compared, and what a new name may be.
///
/// **source:** Unicode TR15 (NFKC), TR39 (scripts, "highly restrictive"), read 2026-11.
final class NameForm {
  /// Leaves room for two names in columns of 255.
  private static final int MAX_NAME = 100;

  /// Of the column.
  private static final int MAX_KEY = 400;

  private static final Pattern ALLOWED =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} .@_+-]{0," + (MAX_NAME - 1) + "}");

  /// What is shown as nothing. Some of it counts as letters.
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u3164"
              + "\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}]");

  private static final List<Set<UnicodeScript>> WRITTEN_TOGETHER =
      List.of(
          EnumSet.of(
              UnicodeScript.LATIN,
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

  private NameForm() {}

  /// Equal for names that people take for the same: width, case, ligatures and invisible characters
  /// do not count.
  static String key(String name) {
    var visible = INVISIBLE.matcher(compatible(name)).replaceAll("");
    var folded = compatible(visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)).strip();
    return folded.length() <= MAX_KEY ? folded : folded.substring(0, MAX_KEY);
  }

  /// A new name of a person, as it is kept.
  ///
  /// @throws SignInException.InvalidInput when it cannot be used
  static String ofPerson(String typed) {
    var name = of(typed);
    if (OwnActors.RESERVED.contains(key(name)) || ForgetPerson.TAKEN.matcher(key(name)).matches()) {
      throw new SignInException.InvalidInput(
          List.of("The program itself uses the name " + name + "; choose another one."));
    }
    return name;
  }

  /// A new name, as it is kept.
  ///
  /// @throws SignInException.InvalidInput when it cannot be used
  static String of(String typed) {
    var name = compatible(typed);
    if (!ALLOWED.matcher(name).matches()
        || name.endsWith(" ")
        || INVISIBLE.matcher(typed).find()
        || INVISIBLE.matcher(name).find()) {
      throw new SignInException.InvalidInput(
          List.of(
              "A name has 1 to "
                  + MAX_NAME
                  + " letters, digits and . @ _ + - or spaces, and begins with a letter or"
                  + " digit."));
    }
    if (isMixed(name)) {
      throw new SignInException.InvalidInput(
          List.of(
              "The letters of a name belong to one script: "
                  + name
                  + " mixes letters that look alike."));
    }
    return name;
  }

  private static boolean isMixed(String name) {
    var scripts = EnumSet.noneOf(UnicodeScript.class);
    name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
    scripts.remove(UnicodeScript.COMMON);
    scripts.remove(UnicodeScript.INHERITED);
    return scripts.size() > 1
        && WRITTEN_TOGETHER.stream().noneMatch(together -> together.containsAll(scripts));
  }

  private static String compatible(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
