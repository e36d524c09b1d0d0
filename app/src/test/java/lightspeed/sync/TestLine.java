package lightspeed.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import lightspeed.db.Database;
import lightspeed.db.Sleeper;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Register;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineParts;
import lightspeed.retailer.LineTimes;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.XSeriesClient;

/// Lines to Lightspeed for tests: all times a hundred times shorter.
public final class TestLine {
  private static final long FACTOR = 100;

  private TestLine() {}

  public static Line of(
      Database database, JobQueue queue, XSeriesClient client, Supplier<AccessToken> token) {
    return of(database, queue, client, token, LineTimes.DEFAULT.shortenedBy(FACTOR));
  }

  public static Line of(
      Database database,
      JobQueue queue,
      XSeriesClient client,
      Supplier<AccessToken> token,
      LineTimes times) {
    return new Line(
        new LineParts(
            database,
            "test",
            queue,
            List.of(SyncJob.TYPE, PushOrder.TYPE, CancelOrder.TYPE),
            () -> token.get().fingerprint(),
            new ListProbe(
                database,
                client,
                new Register(
                    database,
                    client,
                    () -> Duration.ofMinutes(1),
                    InstantSource.system(),
                    System::nanoTime)),
            times,
            Sleeper.real()));
  }
}
