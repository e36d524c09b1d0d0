package lightspeed.cli;

/// Asks before what cannot be undone.
final class Sure {
  private Sure() {}

  /// Whether to go on; says that nothing was changed when not.
  ///
  /// @param isSaid whether `--yes` was given
  /// @throws UsageError when nobody can be asked
  static boolean of(Terminal terminal, boolean isSaid, String question) {
    if (isSaid) {
      return true;
    }
    if (!terminal.isAttended()) {
      throw new UsageError(
          "This cannot be undone, and there is no terminal to confirm it on. Add --yes.", question);
    }
    boolean isSure = terminal.confirm(question, false);
    if (!isSure) {
      terminal.say("Nothing was changed.");
    }
    return isSure;
  }
}
