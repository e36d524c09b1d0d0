package lightspeed.sync;

import java.util.List;

/// Joins sentences about lines, so that a person can still read them when there are hundreds.
final class WordsOfMany {
  private static final int SHOWN = 20;

  private WordsOfMany() {}

  static String of(List<String> sentences) {
    String shown = String.join("; ", sentences.subList(0, Math.min(SHOWN, sentences.size())));
    int more = sentences.size() - SHOWN;
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }
}
