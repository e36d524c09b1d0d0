package lightspeed.sync;

import lightspeed.xseries.Caller;

/// On whose behalf the reads of a step are made. A plan notes each one.
@FunctionalInterface
interface Asking {
  String LIST = "/consignments?type=SUPPLIER";

  /// Who makes the calls that read this.
  ///
  /// @param path after the version base
  /// @param what for people
  Caller about(String path, String what);
}
