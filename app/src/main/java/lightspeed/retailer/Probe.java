package lightspeed.retailer;

import lightspeed.xseries.XSeriesException;

/// Asks Lightspeed whether it answers us at all: the same question as the poll's, so that a good
/// answer is of use besides.
@FunctionalInterface
public interface Probe {

  /// Asks once. Any answer in Lightspeed's own words but a refused token will do, so this returns
  /// also after a [XSeriesException.Rejected] or throws it.
  ///
  /// @throws XSeriesException when there is no such answer
  void ask() throws InterruptedException;
}
