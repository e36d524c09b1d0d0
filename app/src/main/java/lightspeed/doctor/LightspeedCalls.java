package lightspeed.doctor;

import java.time.Instant;
import lightspeed.lookup.ConnectionTest.Connected;

/// The calls to Lightspeed that the doctor makes. An interface, because they need settings, and
/// must not be made before these were looked at.
public interface LightspeedCalls {
  /// Who are we there?
  ///
  /// @throws lightspeed.xseries.XSeriesException when there is no good answer
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  Connected test() throws InterruptedException;

  /// Reads a page of consignments, because a token may be good and yet not be allowed to.
  ///
  /// @throws lightspeed.xseries.XSeriesException when there is no good answer
  void readConsignments() throws InterruptedException;

  /// What is the time on this machine?
  Instant now();
}
