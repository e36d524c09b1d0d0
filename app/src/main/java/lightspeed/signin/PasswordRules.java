package lightspeed.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which passwords people may choose. Length is what counts; no mixture of kinds of characters is
/// asked for, and none expires.
///
/// **source:** OWASP ASVS 5.0, 6.2; NIST SP 800-63B-4, 3.1.1.
final class PasswordRules {
  static final int MIN_LENGTH = 12;
  static final int MAX_LENGTH = 256;
  private static final int MIN_DISTINCT = 5;

  /// What attackers try first, in the lengths that we let through; longer ones contain one of them.
  private static final List<String> COMMON =
      List.of(
          "password",
          "passwort",
          "123456",
          "654321",
          "qwerty",
          "qwertz",
          "abc123",
          "letmein",
          "iloveyou",
          "welcome",
          "administrator",
          "changeme",
          "lightspeed",
          "trustno1",
          "football",
          "baseball",
          "sunshine",
          "princess",
          "1q2w3e",
          "zaq12wsx");

  private PasswordRules() {}

  /// What is wrong with it, in sentences; empty when it may be used.
  ///
  /// @param name under which the person signs in
  static List<String> problems(String name, String password) {
    var problems = new ArrayList<String>();
    int length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH) {
      problems.add("The password needs at least " + MIN_LENGTH + " characters.");
    } else if (length > MAX_LENGTH) {
      problems.add("The password may have at most " + MAX_LENGTH + " characters.");
    } else if (password.codePoints().distinct().count() < MIN_DISTINCT) {
      problems.add("The password needs at least " + MIN_DISTINCT + " different characters.");
    } else if (isGuessed(name, password)) {
      problems.add("The password is too easy to guess: it is little more than a well-known word.");
    }
    return problems;
  }

  /// Whether too little is left when well-known words and the person's name are taken out.
  private static boolean isGuessed(String name, String password) {
    var left = password.toLowerCase(Locale.ROOT).replace(name.toLowerCase(Locale.ROOT), "");
    for (var word : COMMON) {
      left = left.replace(word, "");
    }
    return left.length() < MIN_LENGTH / 2;
  }
}
