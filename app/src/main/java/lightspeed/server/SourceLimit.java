package lightspeed.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How many requests each source may send in a window. Remembers a bounded number of sources: in
/// a flood from more addresses than that the oldest window is forgotten first, so nobody honest is
/// refused for the crowd.
///
/// **Threads:** safe.
public final class SourceLimit {
  private final int maxSources;
  private final LongSupplier nanoTicker;
  private final Map<String, Window> windows = new LinkedHashMap<>();

  public SourceLimit(int maxSources, LongSupplier nanoTicker) {
    this.maxSources = maxSources;
    this.nanoTicker = nanoTicker;
  }

  private static final class Window {
    private final long began;
    private int requests;

    Window(long began) {
      this.began = began;
    }
  }

  /// Counts one request.
  ///
  /// @return how long the source must wait; empty when this one may pass
  public synchronized Optional<Duration> refuse(String source, int max, Duration length) {
    long now = nanoTicker.getAsLong();
    var window = windows.get(source);
    if (window == null || now - window.began >= length.toNanos()) {
      windows.remove(source);
      window = new Window(now);
      windows.put(source, window);
      forgetOldest();
    }
    window.requests++;
    return window.requests <= max
        ? Optional.empty()
        : Optional.of(length.minusNanos(now - window.began));
  }

  /// How many requests the source has sent in the window that is under way.
  public synchronized int requests(String source, Duration length) {
    var window = windows.get(source);
    return window == null || nanoTicker.getAsLong() - window.began >= length.toNanos()
        ? 0
        : window.requests;
  }

  synchronized int sources() {
    return windows.size();
  }

  private void forgetOldest() {
    if (windows.size() > maxSources) {
      var oldest = windows.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
