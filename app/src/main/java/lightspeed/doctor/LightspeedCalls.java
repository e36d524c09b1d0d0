package lightspeed.doctor;

import java.time.Instant;
import java.util.List;
import lightspeed.lookup.ConnectionTest.Connected;
import lightspeed.xseries.XSeriesException;

/// The calls to Lightspeed that the doctor makes. An interface, because they need settings, and
/// must not be made before these were looked at.
public interface LightspeedCalls {
  /// Who are we there?
  ///
  /// @throws lightspeed.xseries.XSeriesException when there is no good answer
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  Connected test() throws InterruptedException;

  /// Makes each call once that orders need and that changes nothing, because a token may be good
  /// and yet not be allowed to.
  ///
  /// @return those that were refused with 403
  /// @throws lightspeed.xseries.XSeriesException when one has no good answer for another reason
  List<XSeriesException.Rejected> forbiddenReads() throws InterruptedException;

  /// What is the time on this machine?
  Instant now();
}
