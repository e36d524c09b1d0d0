package lightspeed.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// The worker is killed with -9 in the middle of its work, again and again, and started again.
@Api.Dated
final class KillWorkerIT {
  private static final Map<String, String> QUICK =
      Map.of("SYNC_SETTLE_SECONDS", "1", "QUEUE_LEASE_SECONDS", "3", "QUEUE_RETRY_DELAYS", "1,1,1");

  @TempDir private Path folder = Path.of("");

  @Test
  void ordersArriveExactlyOnceThoughTheWorkerIsKilledAgainAndAgain() throws InterruptedException {
    String[] orders =
        IntStream.rangeClosed(1, 12).mapToObj("PO-KILL-%02d"::formatted).toArray(String[]::new);
    // Later looks at the orders of killed workers cost calls; here the budget decides nothing.
    EmulatorOptions options = EmulatorOptions.defaults().with(Switch.RATE_LIMIT_CALLS, 1_000_000);
    try (Shop shop = Shop.ready(folder, options, QUICK)) {
      shop.succeeds("po:import", shop.csv(40, orders).toString(), "--approve");
      shop.emulator.add(Fault.of(FaultKind.DELAY).delay(Duration.ofMillis(120)));

      for (int kill = 0; kill < 4; kill++) {
        int calls = shop.emulator.requests().size();
        Program.Running worker = shop.program.start("queue:work", "--concurrency=4");
        Until.isTrue(() -> shop.emulator.requests().size() >= calls + 7);
        worker.killHard();
      }
      shop.emulator.clearFaults();
      Program.Running worker = shop.program.start("queue:work", "--concurrency=4");
      Until.isTrue(() -> unfinished(shop) == 0);
      worker.process().destroy();
      worker.await();

      for (String order : orders) {
        shop.assertExactlyOnce(order);
      }
    }
  }

  private static long unfinished(Shop shop) {
    return shop.rows("SELECT id FROM queue_jobs WHERE status IN ('PENDING', 'PROCESSING')").size();
  }
}
