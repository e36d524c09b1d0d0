package lightspeed.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.purchaseorder.LineItem;

/// The second half of the demo: the shop dispatches an order, receives a part of it, then the rest
/// with one item too few and two too many, and all of it comes back.
final class DemoWayBack {
  private static final int LINES_OF_THE_FIRST_VAN = 5;

  private final DemoVoice voice;
  private final SandboxControl sandbox;

  DemoWayBack(DemoVoice voice, SandboxControl sandbox) {
    this.voice = voice;
    this.sandbox = sandbox;
  }

  /// Tells it about one order that was sent.
  ///
  /// @return what differs between what the shop counted and what is shown here; empty when all is
  ///     well
  List<String> tell(String order) throws IOException, InterruptedException {
    var consignment = sandbox.consignments(order).getFirst().id();
    var lines = lines(order);
    voice.tell(
        "The way back",
        "The supplier dispatches an order, and the shop receives the first of two vans. A worker"
            + " asks Lightspeed for changes automatically; here it is asked at once.");
    sandbox.dispatch(consignment);
    voice.run("sync:reconcile");
    sandbox.receive(consignment, firstVan(lines), false);
    voice.run("sync:reconcile");
    voice.run("po:show", order);
    voice.tell(
        "The rest, not quite as ordered",
        "The second van brings the rest: of the first line one too few came, of the second two too"
            + " many.");
    var counted = bothVans(lines);
    sandbox.receive(consignment, counted, true);
    voice.run("sync:reconcile");
    voice.run("po:receipts", "--order=" + order);
    var differences = differences(order, counted);
    print(differences);
    return differences;
  }

  private List<LineItem> lines(String order) {
    try (var services = voice.services()) {
      return services.orders().get(order).lines();
    }
  }

  private static Map<String, BigDecimal> firstVan(List<LineItem> lines) {
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    lines.stream()
        .limit(LINES_OF_THE_FIRST_VAN)
        .forEach(line -> amounts.put(line.sku(), withoutOneOfTheFirst(lines, line)));
    return amounts;
  }

  private static Map<String, BigDecimal> bothVans(List<LineItem> lines) {
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    lines.forEach(line -> amounts.put(line.sku(), withoutOneOfTheFirst(lines, line)));
    var second = lines.get(1);
    amounts.put(second.sku(), second.quantity().add(BigDecimal.TWO));
    return amounts;
  }

  /// One less of the first line.
  private static BigDecimal withoutOneOfTheFirst(List<LineItem> lines, LineItem line) {
    boolean isFirst = line.number() == lines.getFirst().number();
    return isFirst ? line.quantity().subtract(BigDecimal.ONE) : line.quantity();
  }

  private void print(List<String> differences) {
    var terminal = voice.terminal();
    if (terminal.isJson()) {
      return;
    }
    terminal.print("");
    terminal.print(
        differences.isEmpty()
            ? terminal.styled(Style.GREEN, "What the shop counted is what is shown here.")
            : terminal.styled(Style.RED, "It differs: " + String.join("; ", differences)));
  }

  private List<String> differences(String order, Map<String, BigDecimal> counted) {
    List<String> differences = new ArrayList<>();
    try (var services = voice.services()) {
      var shown = services.orders().get(order);
      if (!shown.order().state().name().equals("RECEIVED")) {
        differences.add("state " + shown.order().state() + " instead of RECEIVED");
      }
      for (var line : shown.lines()) {
        var amount = counted.get(line.sku());
        if (amount == null || amount.compareTo(line.quantityReceived()) != 0) {
          differences.add(line.sku() + ": " + line.quantityReceived() + " instead of " + amount);
        }
      }
    }
    return differences;
  }
}
