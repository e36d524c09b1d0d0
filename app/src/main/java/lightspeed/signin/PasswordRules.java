package lightspeed.signin;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;

/// Which passwords people may choose. Length is what counts; no mixture of kinds of characters is
/// asked for, and none expires. Those that attackers try first are refused: from lists of common
/// passwords, words and names, with the usual changes, dates and rows of the keyboard.
///
/// **source:** OWASP ASVS 5.0, 6.2; NIST SP 800-63B-4, 3.1.1; the lists of zxcvbn (Wheeler, 2016).
final class PasswordRules {
  static final int MIN_LENGTH = 12;
  static final int MAX_LENGTH = 256;

  /// From 0 to 4; 3 is 100 million guesses, which [SignInTries] and the slow hash make hopeless.
  private static final int MIN_SCORE = 3;

  /// The rest of a long one is not judged: looking costs the square of the length.
  private static final int JUDGED = 100;

  /// What is known about this product.
  private static final List<String> KNOWN_HERE = List.of("lightspeed", "integration", "vend");

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
    } else if (isGuessed(name, password)) {
      problems.add(
          "The password is too easy to guess: it is made of a common password, a name, a date or a"
              + " row of the keyboard. A few unrelated words are better.");
    }
    return problems;
  }

  /// The lists are read each time: passwords are seldom chosen, and they would fill memory.
  private static boolean isGuessed(String name, String password) {
    var known = new ArrayList<>(KNOWN_HERE);
    known.add(name);
    var judged = password.length() <= JUDGED ? password : password.substring(0, JUDGED);
    return new Zxcvbn().measure(judged, known).getScore() < MIN_SCORE;
  }
}
