package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The place of one worker process: when the one that sits there was killed or fell asleep, another
/// takes the seat.
///
/// **Threads:** safe; a proxy kills while the test looks whether it lives.
final class WorkerSeat implements AutoCloseable {
  private static final int LONGEST_END_SECONDS = 30;
  private static final char STOPPED = 'T';

  private final String[] command;
  private final List<Process> asleep = new ArrayList<>();
  private Program program;
  private Program.@Nullable Running running;
  private int kills;

  WorkerSeat(Program program, String... options) {
    this(program, List.of("queue:work", "--types=sync_po,check_sent_po"), List.of(options));
  }

  private WorkerSeat(Program program, List<String> command, List<String> options) {
    this.program = program;
    List<String> words = new ArrayList<>(command);
    words.addAll(options);
    this.command = words.toArray(String[]::new);
  }

  /// For a worker that does everything, also what recurs.
  static WorkerSeat ofAllTypes(Program program) {
    return new WorkerSeat(program, List.of("queue:work"), List.of());
  }

  synchronized void ensureRunning() {
    if (!isRunning()) {
      running = program.start(command);
    }
  }

  /// From now on the workers are of this program; the one that sits here is sent away.
  synchronized void employ(Program other) {
    close();
    program = other;
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

  /// `kill -STOP`: the process stands still, its clock and its connections go on. Returns when
  /// every thread of it does: the signal is only the order to stop, and on a busy machine a thread
  /// may go on for a while.
  synchronized void freeze() {
    Process process = seated();
    signal("STOP", process);
    Until.isTrue(() -> standsStill(process));
  }

  private static boolean standsStill(Process process) {
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        if (state(Files.readString(thread.resolve("stat"))) != STOPPED) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException ended) {
      return false; // A thread ended meanwhile; the others are looked at again.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The letter behind the name, which stands in brackets.
  ///
  /// **Source:** proc_pid_stat(5).
  private static char state(String stat) {
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  /// `kill -CONT`.
  synchronized void thaw() {
    signal("CONT", seated());
  }

  /// As [#freeze], and the seat is free for another.
  synchronized void fallAsleep() {
    freeze();
    asleep.add(seated());
    running = null;
  }

  /// Those that fell asleep do what they were about to do, and end in order.
  void wake() {
    for (Process sleeper : takeAsleep()) {
      signal("CONT", sleeper);
      end(sleeper);
    }
  }

  private synchronized List<Process> takeAsleep() {
    List<Process> all = List.copyOf(asleep);
    asleep.clear();
    return all;
  }

  /// `kill -TERM`; returns when the process has ended in order.
  ///
  /// @return its exit code
  synchronized int end() {
    return running == null ? 0 : end(running.process());
  }

  private static int end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The worker " + process.pid() + " does not end.");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return process.exitValue();
  }

  synchronized String messages() {
    return running == null ? "" : running.messagesSoFar();
  }

  private Process seated() {
    if (running == null) {
      throw new IllegalStateException("nobody sits here");
    }
    return running.process();
  }

  private static void signal(String name, Process process) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (kill.onExit().join().exitValue() != 0) {
        throw new AssertionError("kill -" + name + " failed");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public synchronized void close() {
    takeAsleep().forEach(WorkerSeat::destroy);
    if (running != null) {
      destroy(running.process());
    }
  }

  private static void destroy(Process process) {
    process.destroyForcibly().onExit().join();
  }
}
