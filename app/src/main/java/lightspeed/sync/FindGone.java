package lightspeed.sync;

import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ListedConsignment;
import lightspeed.xseries.Pages;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// Reads a header, and tells "gone" from "not answered for". Lightspeed's list hides what was
/// deleted and a single 404 may be anything, so it takes both: the header's 404 in the vendor's
/// JSON, and a list read from just below its last version, to the end, without it. A token that
/// does not see its outlet proves nothing: Lightspeed shows users less when they are bound to
/// outlets.
///
/// **Threads:** safe.
public final class FindGone {
  private static final int NOT_FOUND = 404;
  private static final int PAGE_SIZE = 1_000;

  private final Database database;
  private final Register register;
  private final XSeriesClient client;
  private final Noting noting;

  FindGone(SyncParts parts) {
    this(parts, Noting.REGISTER);
  }

  FindGone(SyncParts parts, Noting noting) {
    this(parts.database(), parts.register(), parts.client(), noting);
  }

  public FindGone(Database database, Register register, XSeriesClient client) {
    this(database, register, client, Noting.REGISTER);
  }

  private FindGone(Database database, Register register, XSeriesClient client, Noting noting) {
    this.database = database;
    this.register = register;
    this.client = client;
    this.noting = noting;
  }

  /// Who learns that a consignment is gone.
  enum Noting {
    REGISTER,
    /// For a plan, which writes nothing.
    NOBODY
  }

  /// The header as it is now; empty when the consignment is gone, which the register then knows.
  ///
  /// @throws UnexpectedAnswer when the header is refused with 404 and the list shows it, or the
  ///     token does not see its outlet
  public Optional<Consignment> read(Caller caller, ConsignmentId id) throws InterruptedException {
    return read((_, _) -> caller, id);
  }

  /// As [#read(Caller, ConsignmentId)].
  Optional<Consignment> read(Asking asking, ConsignmentId id) throws InterruptedException {
    try {
      Caller caller = asking.about("/consignments/" + id, "read its header");
      Consignment header = UnexpectedAnswer.requireSame(id, client.consignment(caller, id));
      if (header.deletedAt() == null) {
        return Optional.of(header);
      }
    } catch (XSeriesException.Rejected refused) {
      if (refused.status() != NOT_FOUND) {
        throw refused;
      }
      Optional<RegisteredConsignment> known = database.read(handle -> register.find(handle, id));
      requireUnlisted(asking.about(Asking.LIST, "make sure that it is gone"), id, known);
      String outlet = known.map(RegisteredConsignment::outletId).orElse(null);
      if (outlet != null) {
        requireSeen(asking.about("/outlets", "make sure that its outlet can be seen"), id, outlet);
      }
    }
    if (noting == Noting.REGISTER) {
      database.useTransaction(tx -> register.gone(tx, id));
    }
    return Optional.empty();
  }

  private void requireSeen(Caller caller, ConsignmentId id, String outlet)
      throws InterruptedException {
    boolean isSeen =
        Pages.any(
            "outlets", 0, after -> client.outlets(caller, after), one -> one.id().equals(outlet));
    if (!isSeen) {
      throw new UnexpectedAnswer(
          "Lightspeed says that there is no consignment "
              + id
              + ", but this token does not see its outlet "
              + outlet
              + " either; nothing is concluded from that.");
    }
  }

  private void requireUnlisted(
      Caller caller, ConsignmentId id, Optional<RegisteredConsignment> known)
      throws InterruptedException {
    long from = Math.max(0, known.map(RegisteredConsignment::version).orElse(0L) - 1);
    boolean isListed =
        Pages.any(
            "consignments",
            from,
            after -> client.listedOrders(caller, after, PAGE_SIZE),
            row -> isLive(row, id));
    if (isListed) {
      throw new UnexpectedAnswer(
          "Lightspeed said that there is no consignment "
              + id
              + " and yet lists it; nothing is concluded from that.");
    }
  }

  private static boolean isLive(ListedConsignment row, ConsignmentId id) {
    return row.id().equals(id) && !row.isDeleted();
  }
}
