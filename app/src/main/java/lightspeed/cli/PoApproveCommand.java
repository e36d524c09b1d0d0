package lightspeed.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.purchaseorder.Approval;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Approves drafts; each is then sent to Lightspeed by a worker.
@Command(
    description = {
      "Approving twice sends once. With sync_auto_on_approval off nothing is sent.",
      "Warns when Lightspeed has the order's number already."
    },
    footer = {
      "  lightspeed-cli po:approve PO-2025-001",
      "  lightspeed-cli po:approve PO-2025-001 PO-2025-002"
    })
final class PoApproveCommand implements CliCommand {
  @Parameters(arity = "1..*", paramLabel = "<order>", description = "Numbers or ids of orders.")
  private List<String> orders = List.of();

  /// One order that could not be approved.
  private record Refused(String order, PurchaseOrderException reason) {}

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    var services = session.services();
    var approvals = new ArrayList<Approval>();
    var refused = new ArrayList<Refused>();
    for (var order : orders) {
      try {
        approvals.add(services.orders().approve(order, services.actor()));
      } catch (PurchaseOrderException e) {
        refused.add(new Refused(order, e));
      }
    }
    if (approvals.isEmpty()) {
      refused.stream().skip(1).forEach(one -> session.terminal().say(sentence(one)));
      throw refused.getFirst().reason();
    }
    var warnings = new LinkedHashMap<String, String>();
    for (var approval : approvals) {
      var order = approval.order();
      services
          .sync()
          .numberTaken(order.id())
          .ifPresent(words -> warnings.put(order.publicId(), words));
    }
    report(approvals, refused, warnings, session.terminal());
    return refused.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
  }

  static Document document(Approval approval) {
    return new Document()
        .with("public_id", approval.order().publicId())
        .with("state", approval.order().state())
        .with("approved_now", approval instanceof Approval.Approved)
        .with("job", approval instanceof Approval.Approved approved ? approved.job() : null);
  }

  static String sentence(Approval approval) {
    var order = approval.order().publicId();
    return switch (approval) {
      case Approval.Approved approved ->
          order
              + " is approved"
              + (approved.job() == null
                  ? "; send it with lightspeed-cli sync:po " + order
                  : " and queued as " + approved.job());
      case Approval.AlreadyApproved already ->
          already.order().state() == OrderState.APPROVED
              ? order + " was approved before"
              : order + " was approved and sent before (" + already.order().state() + ")";
    };
  }

  private static void report(
      List<Approval> approvals,
      List<Refused> refused,
      Map<String, String> warnings,
      Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("approved", approvals.stream().map(PoApproveCommand::document).toList())
              .with(
                  "refused",
                  refused.stream()
                      .map(
                          one ->
                              new Document()
                                  .with("order", one.order())
                                  .with("reason", one.reason().getMessage()))
                      .toList())
              .with(
                  "warnings",
                  warnings.entrySet().stream()
                      .map(
                          one ->
                              new Document()
                                  .with("order", one.getKey())
                                  .with("reason", one.getValue()))
                      .toList()));
      return;
    }
    approvals.forEach(approval -> terminal.print(sentence(approval)));
    refused.forEach(one -> terminal.print(sentence(one)));
    warnings.values().forEach(terminal::say);
  }

  private static String sentence(Refused refused) {
    return refused.order() + " was not approved: " + refused.reason().getMessage();
  }
}
