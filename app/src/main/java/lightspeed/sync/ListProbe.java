package lightspeed.sync;

import lightspeed.db.Database;
import lightspeed.register.EndOfList;
import lightspeed.register.Register;
import lightspeed.retailer.Probe;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// The poll's question, asked once: which consignments changed since the last one we know. A row
/// that Lightspeed cannot show is no outage: the walk tells about that one.
public final class ListProbe implements Probe {
  private static final int ROWS = 200;

  private final Database database;
  private final XSeriesClient client;
  private final Register register;
  private final EndOfList endOfList;

  public ListProbe(Database database, XSeriesClient client, Register register) {
    this.database = database;
    this.client = client;
    this.register = register;
    this.endOfList = new EndOfList(client);
  }

  @Override
  public void ask() throws InterruptedException {
    long after = database.read(register::state).position();
    try {
      var _ = client.listedOrders(Caller.person(), after, ROWS);
    } catch (XSeriesException failure) {
      endOfList.require(Caller.person(), failure);
    }
  }
}
