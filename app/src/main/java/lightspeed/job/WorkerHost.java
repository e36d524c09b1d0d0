package lightspeed.job;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// The process a worker lives in, as people see it in `queue_workers`.
///
/// @param version of the product
public record WorkerHost(String name, long pid, String version) {

  /// The current process. Asks the system for its name.
  public static WorkerHost current(String version) {
    return new WorkerHost(hostName(), ProcessHandle.current().pid(), version);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine without an entry for its own name: the worker's random id still tells it apart.
      return "localhost";
    }
  }
}
