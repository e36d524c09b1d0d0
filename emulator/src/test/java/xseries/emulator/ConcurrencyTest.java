package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import xseries.emulator.settings.Switch;

final class ConcurrencyTest {
  @Test
  void everyOneOfManyParallelWritesCounts()
      throws IOException, InterruptedException, ExecutionException {
    try (Sandbox sandbox = Sandbox.start(options -> options.with(Switch.RATE_LIMIT, false));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String id = sandbox.draft();
      List<Future<Integer>> calls = new ArrayList<>();

      for (int at = 0; at < 500; at++) {
        calls.add(threads.submit(() -> sandbox.bulk(id, sandbox.line(0, "'count':1")).status()));
      }
      for (Future<Integer> call : calls) {
        assertThat(call.get()).isEqualTo(200);
      }

      assertThat(sandbox.count(id)).isEqualTo("500.00000");
      assertThat(sandbox.emulator.requests().stream().filter(entry -> entry.isApplied()))
          .hasSize(501);
    }
  }
}
