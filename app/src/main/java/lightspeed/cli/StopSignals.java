package lightspeed.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// Tells a command that someone wants it to stop: Ctrl-C or SIGTERM.
@FunctionalInterface
interface StopSignals {

  /// From now on a signal runs `onStop` in a thread of its own, each time.
  void listen(Runnable onStop);

  /// The signals of this process. The JDK's own shutdown hooks do not do: they know no second
  /// signal and end with an exit code of the signal.
  ///
  /// By reflection, because the class is not part of Java's specification (though of every JDK, in
  /// the supported module `jdk.unsupported`) and naming it is a warning that cannot be switched
  /// off. Without it the default stays: the process ends at once.
  static void ofProcess(Runnable onStop) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler react =
          (_, method, _) -> {
            if (method.getName().equals("handle")) {
              onStop.run();
            }
            return null;
          };
      var proxy =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(), new Class<?>[] {handler}, react);
      var handle = signal.getMethod("handle", signal, handler);
      for (var name : new String[] {"INT", "TERM"}) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // Another JVM, or one that keeps the signals for itself (-Xrs).
    }
  }
}
