package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The place of one worker process: when the one that sits there was killed, another takes the
/// seat.
///
/// **Threads:** safe; a proxy kills while the test looks whether it lives.
final class WorkerSeat implements AutoCloseable {
  private static final int LONGEST_END_SECONDS = 30;

  private final Program program;
  private final String[] command;
  private Program.@Nullable Running running;
  private int kills;

  WorkerSeat(Program program, String... options) {
    this.program = program;
    List<String> words = new ArrayList<>(List.of("queue:work", "--types=sync_po,check_sent_po"));
    words.addAll(List.of(options));
    this.command = words.toArray(String[]::new);
  }

  synchronized void ensureRunning() {
    if (!isRunning()) {
      running = program.start(command);
    }
  }

  synchronized boolean isRunning() {
    return running != null && running.process().isAlive();
  }

  /// `kill -9`; returns when the process is gone.
  synchronized void kill() {
    if (running == null || !running.process().isAlive()) {
      return;
    }
    running.process().destroyForcibly().onExit().join();
    kills++;
  }

  synchronized int kills() {
    return kills;
  }

  /// `kill -STOP`: the process stands still, its clock and its connections go on.
  synchronized void freeze() {
    signal("STOP");
  }

  /// `kill -CONT`.
  synchronized void thaw() {
    signal("CONT");
  }

  /// `kill -TERM`; returns when the process has ended in order.
  ///
  /// @return its exit code
  synchronized int end() {
    if (running == null) {
      return 0;
    }
    Process process = running.process();
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The worker does not end:\n" + running.messagesSoFar());
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return process.exitValue();
  }

  synchronized String messages() {
    return running == null ? "" : running.messagesSoFar();
  }

  private void signal(String name) {
    if (running == null) {
      throw new IllegalStateException("nobody sits here");
    }
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(running.process().pid()))
              .inheritIO()
              .start();
      if (kill.onExit().join().exitValue() != 0) {
        throw new AssertionError("kill -" + name + " failed");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public synchronized void close() {
    if (running != null) {
      running.process().destroyForcibly().onExit().join();
    }
  }
}
