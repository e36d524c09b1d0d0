package lightspeed.sync;

import lightspeed.db.Database;
import lightspeed.register.Register;
import lightspeed.retailer.Probe;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentQuery;
import lightspeed.xseries.XSeriesClient;

/// The poll's question, asked once: which consignments changed since the last one we know.
public final class ListProbe implements Probe {
  private final Database database;
  private final XSeriesClient client;
  private final Register register;

  public ListProbe(Database database, XSeriesClient client, Register register) {
    this.database = database;
    this.client = client;
    this.register = register;
  }

  @Override
  public void ask() throws InterruptedException {
    long after = database.read(register::state).position();
    var _ = client.consignments(Caller.person(), ConsignmentQuery.orders(after));
  }
}
