package lightspeed.cli;

/// What the list of commands knows about one without building it.
///
/// @param summary one line for the overview
/// @param isBare whether it may be called without any argument
record CommandEntry(String name, CommandGroup group, String summary, boolean isBare) {

  /// A command that has at least one required argument.
  static CommandEntry withArguments(String name, CommandGroup group, String summary) {
    return new CommandEntry(name, group, summary, false);
  }

  /// A command that needs no argument.
  static CommandEntry bare(String name, CommandGroup group, String summary) {
    return new CommandEntry(name, group, summary, true);
  }
}
