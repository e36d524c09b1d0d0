package lightspeed.drift;

import java.util.List;
import java.util.Optional;
import lightspeed.sync.ConsignmentLines;
import lightspeed.sync.UnexpectedAnswer;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// A consignment as Lightspeed has it now: the header, and then the lines. They are read one after
/// the other, so the lines may be newer than the header, never older.
public record RemoteOrder(Consignment header, List<ConsignmentProduct> lines) {
  private static final int HTTP_NOT_FOUND = 404;

  /// Lightspeed's versions are numbers that JavaScript keeps exactly. After a higher one no change
  /// would ever count as newer.
  private static final long HIGHEST_VERSION = (1L << 53) - 1;

  public RemoteOrder {
    lines = List.copyOf(lines);
  }

  /// Reads it with at least three calls.
  ///
  /// @return empty when Lightspeed does not have it any more
  public static Optional<RemoteOrder> read(XSeriesClient client, Caller caller, ConsignmentId id)
      throws InterruptedException {
    try {
      Consignment header = UnexpectedAnswer.requireSame(id, client.consignment(caller, id));
      requirePlausible(header);
      if (header.deletedAt() != null) {
        return Optional.empty();
      }
      return Optional.of(new RemoteOrder(header, ConsignmentLines.read(client, caller, id)));
    } catch (XSeriesException.Rejected rejected) {
      if (rejected.status() == HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw rejected;
    }
  }

  private static void requirePlausible(Consignment header) {
    Long version = header.version();
    if (version != null && !isPlausible(version)) {
      throw new UnexpectedAnswer(
          "Lightspeed answered with version "
              + version
              + " of consignment "
              + header.id()
              + ", which cannot be true; nothing is taken over from that answer.");
    }
  }

  /// Whether this can be a version.
  public static boolean isPlausible(long version) {
    return version >= 0 && version <= HIGHEST_VERSION;
  }
}
