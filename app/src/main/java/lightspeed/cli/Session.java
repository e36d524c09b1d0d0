package lightspeed.cli;

/// What a running command works with.
///
/// @param services built only as far as they are used
/// @param commands runs further commands in this process
record Session(
    Terminal terminal,
    Services services,
    GlobalOptions options,
    StopSignals stopSignals,
    Commands commands) {

  /// Lets Ctrl-C interrupt this thread instead of ending the process at once, so that what is under
  /// way is handed back in order.
  void stopInOrder() {
    var here = Thread.currentThread();
    stopSignals.listen(here::interrupt);
  }

  /// Lets Ctrl-C end the process at once with a sentence, for work that waits in the database,
  /// where no interruption reaches it. The database undoes what was not finished.
  void stopAtOnce(String sentence) {
    stopSignals.listen(
        () -> {
          new Failure(ExitCode.INTERRUPTED, "interrupted", sentence, null).print(terminal);
          Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        });
  }
}
