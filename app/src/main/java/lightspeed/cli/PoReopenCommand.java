package lightspeed.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.sync.ReopenService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes orders that were never sent drafts again.
@Command(
    description = {
      "For an order with a mistake in it, one that Lightspeed refuses, one that was cancelled too"
          + " early: it keeps its number and can be changed, imported and approved again. A"
          + " half-made consignment is cancelled in Lightspeed first; one that was not made here"
          + " (po:adopt) stays as it is, and only the order lets go of it.",
      "Exits 4 when it is in Lightspeed, may be there, or is being worked on."
    },
    footer = {"  lightspeed-cli po:reopen PO-2025-001"})
final class PoReopenCommand implements CliCommand {
  private static final Duration LOOK_PAUSE = Duration.ofMillis(500);

  /// Each closing that ends well is followed by the next request, which sees it.
  private static final int ROUNDS = 5;

  @Parameters(arity = "1..*", paramLabel = "<order>", description = "Numbers or ids of orders.")
  private List<String> orders = List.of();

  /// One order that is a draft now.
  ///
  /// @param reopened null: it was one before
  private record Draft(PurchaseOrder order, ReopenService.Request.@Nullable Reopened reopened) {}

  /// One order that could not be made a draft.
  private record Refused(String order, String reason) {}

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    session.services().handledQueue();
    var drafts = new ArrayList<Draft>();
    var refused = new ArrayList<Refused>();
    RuntimeException first = null;
    for (var order : orders) {
      try {
        drafts.add(reopen(session, order));
      } catch (PurchaseOrderException | CommandFailed e) {
        first = first == null ? e : first;
        refused.add(new Refused(order, String.valueOf(e.getMessage())));
      }
    }
    if (drafts.isEmpty() && first != null) {
      refused.stream().skip(1).forEach(one -> session.terminal().say(sentence(one)));
      throw first;
    }
    report(session.terminal(), drafts, refused);
    return refused.isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
  }

  private static Draft reopen(Session session, String order) throws InterruptedException {
    var services = session.services();
    Hindered.refuseSendingOf(services, services.orders().get(order).order());
    for (int round = 1; round <= ROUNDS; round++) {
      switch (services.reopening().reopen(order, services.actor())) {
        case ReopenService.Request.Reopened reopened -> {
          return new Draft(reopened.order(), reopened);
        }
        case ReopenService.Request.AlreadyDraft already -> {
          session.terminal().say(already.order().publicId() + " was a draft already.");
          return new Draft(already.order(), null);
        }
        case ReopenService.Request.Closing closing -> close(session, closing);
      }
      services.sleeper().sleep(LOOK_PAUSE);
    }
    throw new CommandFailed(
        ExitCode.CONFLICT,
        "busy",
        "Order " + order + " is still being worked on. Nothing was changed.",
        "Ask again: lightspeed-cli po:reopen " + order);
  }

  private static void close(Session session, ReopenService.Request.Closing closing)
      throws InterruptedException {
    session.stopInOrder();
    session.terminal().say("Its half-made consignment is cancelled in Lightspeed first.");
    var act = new ForegroundSync.Act("reopened", "po:reopen");
    var end = new ForegroundSync(session, closing.order(), closing.job(), act).run();
    if (end != null) {
      throw end;
    }
  }

  private static void report(Terminal terminal, List<Draft> drafts, List<Refused> refused) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with(
                  "drafts",
                  drafts.stream()
                      .map(
                          one ->
                              new Document()
                                  .with("public_id", one.order().publicId())
                                  .with("state", one.order().state())
                                  .with(
                                      "left_consignment",
                                      one.reopened() == null ? null : one.reopened().left()))
                      .toList())
              .with(
                  "refused",
                  refused.stream()
                      .map(
                          one ->
                              new Document()
                                  .with("order", one.order())
                                  .with("reason", one.reason()))
                      .toList()));
      return;
    }
    for (var one : drafts) {
      var number = one.order().publicId();
      terminal.print(
          number + " is a draft. Change it, then approve it: lightspeed-cli po:approve " + number);
      var left = one.reopened() == null ? null : one.reopened().wordsOfLeft();
      if (left != null) {
        terminal.print(left);
      }
    }
    refused.forEach(one -> terminal.print(sentence(one)));
  }

  private static String sentence(Refused refused) {
    return refused.order() + " was not reopened: " + refused.reason();
  }
}
