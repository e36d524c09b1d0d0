package lightspeed.drift;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lightspeed.sync.ConsignmentLines;
import lightspeed.sync.FindGone;
import lightspeed.sync.UnexpectedAnswer;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// A consignment as Lightspeed has it now: the header, and then the lines. They are read one after
/// the other, so the lines may be newer than the header, never older.
///
/// @param parts further consignments that are parts of the order, such as the rest of a partial
///     receipt
public record RemoteOrder(
    Consignment header, List<ConsignmentProduct> lines, List<RemoteOrder> parts) {
  /// Lightspeed's versions are numbers that JavaScript keeps exactly. After a higher one no change
  /// would ever count as newer.
  private static final long HIGHEST_VERSION = (1L << 53) - 1;

  public RemoteOrder {
    lines = List.copyOf(lines);
    parts = List.copyOf(parts);
  }

  public RemoteOrder(Consignment header, List<ConsignmentProduct> lines) {
    this(header, lines, List.of());
  }

  /// With the parts that are still there.
  ///
  /// @throws XSeriesException when one cannot be read
  public RemoteOrder withParts(
      FindGone findGone, XSeriesClient client, Caller caller, Collection<ConsignmentId> ids)
      throws InterruptedException {
    List<RemoteOrder> read = new ArrayList<>();
    for (ConsignmentId id : ids) {
      read(findGone, client, caller, id).ifPresent(read::add);
    }
    return new RemoteOrder(header, lines, read);
  }

  /// The lines of the consignment and of its parts.
  public List<ConsignmentProduct> allLines() {
    List<ConsignmentProduct> all = new ArrayList<>(lines);
    parts.forEach(part -> all.addAll(part.lines()));
    return all;
  }

  /// Reads it with at least three calls.
  ///
  /// @return empty when Lightspeed does not have it any more
  public static Optional<RemoteOrder> read(
      FindGone findGone, XSeriesClient client, Caller caller, ConsignmentId id)
      throws InterruptedException {
    Optional<Consignment> header = findGone.read(caller, id);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    requirePlausible(header.get());
    return Optional.of(new RemoteOrder(header.get(), ConsignmentLines.read(client, caller, id)));
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
