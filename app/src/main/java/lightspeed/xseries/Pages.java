package lightspeed.xseries;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Walks a list from a cursor to its end, which is an empty page and not a short one.
///
/// **source:** x-series-api.lightspeedhq.com/docs/pagination, read 2026-11.
public final class Pages {

  /// Longest walk: two million rows at the usual 200 a page. More means a server that never ends.
  private static final int MAX_PAGES = 10_000;

  private Pages() {}

  /// Gets the page after a cursor, normally a method of [XSeriesClient].
  @FunctionalInterface
  public interface Source<T> {
    Page<T> after(long version) throws InterruptedException;
  }

  /// Takes each page with something in it, as it comes; perhaps only rows that were skipped.
  @FunctionalInterface
  public interface Sink<T> {
    void accept(Page<T> page) throws InterruptedException;
  }

  /// Gives every page after `start` to `sink` and returns the last cursor, `start` when there was
  /// none.
  ///
  /// @param what names the list in an error, such as `products`
  /// @throws XSeriesException.Unreadable when a cursor does not grow, is missing, or the list does
  ///     not end within 10,000 pages; the pages before it were given to `sink`
  public static <T> long walk(String what, long start, Source<T> source, Sink<T> sink)
      throws InterruptedException {
    long cursor = start;
    for (int pages = 0; pages < MAX_PAGES; pages++) {
      Page<T> page = source.after(cursor);
      if (page.isEnd()) {
        return cursor;
      }
      Long next = page.maxVersion();
      if (next == null && page.items().isEmpty()) {
        // Only rows whose versions cannot be read: they are the last ones of every list.
        sink.accept(page);
        return cursor;
      }
      if (next == null) {
        throw unreadable(what, "the page after " + cursor + " has rows but no version to go on");
      }
      if (next <= cursor) {
        throw unreadable(what, "the page after " + cursor + " ends at " + next);
      }
      sink.accept(page);
      cursor = next;
    }
    throw unreadable(what, "it has more than " + MAX_PAGES + " pages");
  }

  /// All rows after `start`; otherwise as [#walk].
  public static <T> List<T> all(String what, long start, Source<T> source)
      throws InterruptedException {
    List<T> rows = new ArrayList<>();
    walk(what, start, source, page -> rows.addAll(page.items()));
    return rows;
  }

  /// Whether a row after `start` is as wanted; reads no further than to the page with it. Otherwise
  /// as [#walk].
  public static <T> boolean any(String what, long start, Source<T> source, Predicate<T> wanted)
      throws InterruptedException {
    boolean[] isFound = {false};
    walk(
        what,
        start,
        after -> isFound[0] ? new Page<>(List.of(), null) : source.after(after),
        page -> isFound[0] |= page.items().stream().anyMatch(wanted));
    return isFound[0];
  }

  private static XSeriesException.Unreadable unreadable(String what, String reason) {
    return new XSeriesException.Unreadable(
        new CallName("list", "GET", what), null, reason, "", null);
  }
}
