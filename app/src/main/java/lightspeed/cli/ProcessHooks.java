package lightspeed.cli;

import lightspeed.logging.Logging;

/// What a command line does to its whole process; other in tests, where many share one.
///
/// @param noLogging keeps the log system from being loaded
/// @param stopSignals tells when to stop
record ProcessHooks(Runnable noLogging, StopSignals stopSignals) {
  static ProcessHooks real() {
    return new ProcessHooks(Logging::none, StopSignals::ofProcess);
  }
}
