package lightspeed.cli;

/// How much of something is done, as a bar with numbers.
final class ProgressBar {
  private static final int WIDTH = 24;

  private ProgressBar() {}

  static String of(long done, long all) {
    int full = all == 0 ? WIDTH : Math.toIntExact(Math.min(WIDTH, done * WIDTH / all));
    return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + done + "/" + all;
  }
}
