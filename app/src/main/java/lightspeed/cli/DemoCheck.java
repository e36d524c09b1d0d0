package lightspeed.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderWithLines;
import org.jspecify.annotations.Nullable;

/// Compares orders in the database with what the sandbox really holds, line by line.
final class DemoCheck {
  private final SandboxControl sandbox;
  private final Services services;

  DemoCheck(SandboxControl sandbox, Services services) {
    this.sandbox = sandbox;
    this.services = services;
  }

  /// What was found for one order.
  ///
  /// @param differences empty when both sides are equal
  record Comparison(String order, int lines, long calls, List<String> differences) {
    Comparison {
      differences = List.copyOf(differences);
    }

    boolean isEqual() {
      return differences.isEmpty();
    }
  }

  /// All orders, compared.
  ///
  /// @param answersLost how many calls were carried out and never answered; the demo loses one
  record Sides(List<Comparison> orders, int answersLost) {
    boolean isEqual() {
      return answersLost == 1 && orders.stream().allMatch(Comparison::isEqual);
    }

    Document document() {
      return new Document()
          .with("is_equal", isEqual())
          .with("answers_lost", answersLost)
          .with("orders", orders.stream().map(Sides::document).toList());
    }

    private static Document document(Comparison one) {
      return new Document()
          .with("public_id", one.order())
          .with("lines", one.lines())
          .with("calls", one.calls())
          .with("differences", one.differences());
    }
  }

  /// An order that was sent: one consignment, SENT, with exactly its lines.
  Comparison sent(String publicId) throws IOException, InterruptedException {
    var order = services.orders().get(publicId);
    var held = sandbox.consignments(publicId);
    var differences = new ArrayList<String>();
    if (held.size() != 1) {
      differences.add(held.size() + " consignments instead of one");
    } else {
      compare(order, held.getFirst(), differences);
    }
    return new Comparison(publicId, order.lines().size(), calls(publicId), differences);
  }

  /// An order that must not be there at all.
  Comparison absent(String publicId) throws IOException, InterruptedException {
    var order = services.orders().get(publicId);
    var held = sandbox.consignments(publicId);
    var differences =
        held.isEmpty() ? List.<String>of() : List.of(held.size() + " consignments instead of none");
    return new Comparison(publicId, order.lines().size(), calls(publicId), differences);
  }

  private static void compare(
      OrderWithLines order, SandboxControl.Held held, List<String> differences) {
    if (!held.status().equals("SENT")) {
      differences.add("status " + held.status() + " instead of SENT");
    }
    if (!held.id().equals(order.order().lightspeedConsignmentId())) {
      differences.add("another consignment than the one we noted");
    }
    for (var line : order.lines()) {
      compare(line, held.lines().get(line.sku()), differences);
    }
    if (held.lines().size() != order.lines().size()) {
      differences.add(held.lines().size() + " lines instead of " + order.lines().size());
    }
  }

  private static void compare(
      LineItem line, SandboxControl.@Nullable Line held, List<String> differences) {
    if (held == null) {
      differences.add(line.sku() + " is missing");
    } else if (held.count().compareTo(line.quantity()) != 0) {
      differences.add(line.sku() + ": " + held.count() + " instead of " + line.quantity());
    } else if (held.cost().compareTo(line.unitCost()) != 0) {
      differences.add(line.sku() + ": cost " + held.cost() + " instead of " + line.unitCost());
    }
  }

  /// Calls that all jobs of the order made.
  private long calls(String publicId) {
    return services.queue().list(lightspeed.job.JobFilter.newest(1000)).stream()
        .filter(job -> publicId.equals(JobDocuments.about(job)))
        .mapToLong(job -> services.jobCalls().count(job.id().value()))
        .sum();
  }
}
