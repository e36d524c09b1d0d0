package lightspeed.console.traffic;

import java.util.Objects;
import java.util.StringJoiner;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.history.ApiCallFilter;
import lightspeed.history.ApiCalls;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;

/// The log of API calls that pass the filter, newest first.
public record CallListPage(
    Frame frame, ApiCallFilter filter, ApiCalls.Page calls, CallBudget.State budget) {

  /// The address of the following page.
  public String nextPage() {
    var words = new StringJoiner("&");
    add(words, "result", filter.result());
    add(words, "method", filter.method());
    add(words, "operation", filter.operation());
    add(words, "order", filter.order());
    add(words, "job", filter.job());
    return "/calls?" + words.add("before=" + Objects.requireNonNull(calls.next()));
  }

  private static void add(StringJoiner words, String name, @Nullable Object value) {
    if (value != null) {
      words.add(name + "=" + Show.part(value.toString()));
    }
  }
}
