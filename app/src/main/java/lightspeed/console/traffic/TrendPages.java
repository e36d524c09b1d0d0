package lightspeed.console.traffic;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightspeed.console.Asked;
import lightspeed.console.Frame;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.history.Trend;
import lightspeed.history.TrendKind;
import lightspeed.history.Trends;
import lightspeed.json.Json;
import lightspeed.server.Feature;
import lightspeed.signin.Right;

/// Numbers of the last hour, drawn and as tables.
///
/// **Threads:** safe.
public final class TrendPages implements Feature {
  private final Pages pages;
  private final Trends trends;

  public TrendPages(Pages pages, Trends trends) {
    this.pages = pages;
    this.trends = trends;
  }

  /// One drawing.
  public record Chart(TrendKind kind, Trend trend) {}

  /// The page with all of them.
  public record TrendPage(Frame frame, List<Chart> charts) {
    public TrendPage {
      charts = List.copyOf(charts);
    }
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/trends", Right.READ, this::show);
    pages.page(config, "/trends/data", Right.READ, this::data);
  }

  private void show(Context ctx) {
    List<Chart> charts = new ArrayList<>();
    for (var kind : TrendKind.values()) {
      charts.add(new Chart(kind, trends.read(kind)));
    }
    pages.write(
        ctx,
        "console/traffic/trends.jte",
        new TrendPage(pages.frame(ctx, "Trends", "trends"), charts));
  }

  private void data(Context ctx) {
    var kind =
        Optional.ofNullable(Asked.text(ctx, "kind"))
            .flatMap(TrendKind::parse)
            .orElseThrow(() -> new NothingThere("There is no such trend."));
    ctx.contentType("application/json; charset=utf-8")
        .result(Json.mapper().writeValueAsString(trends.read(kind)));
  }
}
