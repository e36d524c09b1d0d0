package lightspeed.drift;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightspeed.sync.ConsignmentLines;
import lightspeed.sync.FindGone;
import lightspeed.sync.Shown;
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
/// The one reading of what Lightspeed says about an order: whoever compares, takes over or counts
/// receipts asks [#products] and [#received], which know the parts too.
///
/// @param ownLines of the consignment alone, which says too little once there are parts
/// @param parts further consignments that are parts of the order, such as the rest of a partial
///     receipt
public record RemoteOrder(
    Consignment header, List<ConsignmentProduct> ownLines, List<RemoteOrder> parts) {
  /// Lightspeed's versions are numbers that JavaScript keeps exactly. After a higher one no change
  /// would ever count as newer.
  private static final long HIGHEST_VERSION = (1L << 53) - 1;

  public RemoteOrder {
    ownLines = List.copyOf(ownLines);
    parts = List.copyOf(parts);
  }

  public RemoteOrder(Consignment header, List<ConsignmentProduct> lines) {
    this(header, lines, List.of());
  }

  /// With the parts that are still there and not cancelled.
  ///
  /// @throws XSeriesException when one cannot be read
  public RemoteOrder withParts(
      FindGone findGone, XSeriesClient client, Caller caller, Collection<ConsignmentId> ids)
      throws InterruptedException {
    List<RemoteOrder> read = new ArrayList<>();
    for (ConsignmentId id : ids) {
      read(findGone, client, caller, id)
          .filter(part -> !part.header().status().equals(Consignment.CANCELLED))
          .ifPresent(read::add);
    }
    return new RemoteOrder(header, ownLines, read);
  }

  /// The lines of the consignment and of its parts.
  public List<ConsignmentProduct> allLines() {
    List<ConsignmentProduct> all = new ArrayList<>(ownLines);
    parts.forEach(part -> all.addAll(part.ownLines()));
    return all;
  }

  /// What Lightspeed has of each product, by its id: the consignment and its parts together.
  Map<String, ProductTotals> products() {
    return ProductTotals.of(this);
  }

  /// Without that part.
  public RemoteOrder without(ConsignmentId part) {
    return new RemoteOrder(
        header, ownLines, parts.stream().filter(one -> !one.header().id().equals(part)).toList());
  }

  /// What the consignment and its parts deliver of each product, by its id: what was received of
  /// those that are RECEIVED, what was ordered on the others.
  public Map<String, BigDecimal> counted() {
    Map<String, BigDecimal> counts = new HashMap<>();
    count(counts);
    parts.forEach(part -> part.count(counts));
    return counts;
  }

  private void count(Map<String, BigDecimal> counts) {
    boolean isReceived = header.status().equals(Consignment.RECEIVED);
    ownLines.forEach(
        line ->
            counts.merge(
                line.productId().value(),
                isReceived ? line.received() : line.count(),
                BigDecimal::add));
  }

  /// What was received of each product, by its id, on the consignment and its parts together.
  public Map<String, BigDecimal> received() {
    Map<String, BigDecimal> totals = new HashMap<>();
    allLines()
        .forEach(line -> totals.merge(line.productId().value(), line.received(), BigDecimal::add));
    return totals;
  }

  /// The highest version of the lines of the consignment and its parts; zero when none has one.
  public long newestLine() {
    return Shown.of(header, allLines()).lines();
  }

  /// Names this picture, parts and all.
  Shown shown() {
    Shown lines = Shown.of(header, allLines());
    long newest = lines.lines();
    for (RemoteOrder part : parts) {
      newest = Math.max(newest, part.shown().header());
    }
    return new Shown(lines.header(), newest, lines.count());
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
