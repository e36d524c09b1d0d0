package lightspeed.console.orders;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Objects;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.register.ListReferences;
import lightspeed.register.Register;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;

/// The register of references: which order numbers are taken in the store, and what keeps
/// Lightspeed's list from being read.
///
/// **Threads:** safe.
public final class ReferencePages implements Feature {
  private static final String PAGE = "/references";
  private static final int ON_A_PAGE = 50;

  private final Pages pages;
  private final Register register;
  private final ConsignmentChanges changes;

  public ReferencePages(Pages pages, Register register, ConsignmentChanges changes) {
    this.pages = pages;
    this.register = register;
    this.changes = changes;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, PAGE, Right.READ, this::show);
    pages.change(config, PAGE + "/walk", Right.OPERATE, _ -> PAGE, this::walk);
    pages.change(config, PAGE + "/walk-all", Right.OPERATE, _ -> PAGE, this::walkAll);
    pages.change(config, PAGE + "/skip", Right.OPERATE, _ -> PAGE, this::skip);
  }

  private void show(Context ctx) {
    var filter =
        new ListReferences.Filter(
            Asked.text(ctx, "number"), Asked.one(ctx, "status", ListReferences.Status.class));
    var version = Asked.number(ctx, "version");
    var after =
        version == null
            ? ListReferences.Position.START
            : new ListReferences.Position(
                version, Objects.requireNonNullElse(Asked.text(ctx, "after"), ""));
    pages.write(
        ctx,
        "console/orders/references.jte",
        new ReferencePage(
            pages.frame(ctx, "Order numbers", "references"),
            filter,
            register.state(),
            register.list(filter, after, ON_A_PAGE)));
  }

  private Done walk(Context ctx, Person person) throws InterruptedException {
    return read(changes.walk(false).rows(), "changed consignment");
  }

  private Done walkAll(Context ctx, Person person) throws InterruptedException {
    return read(changes.walk(true).rows(), "consignment");
  }

  private static Done read(int rows, String word) {
    return new Done(PAGE, "The list was read to its end: " + Show.count(rows, word) + ".");
  }

  private Done skip(Context ctx, Person person) throws InterruptedException {
    ConsignmentId id;
    try {
      id = new ConsignmentId(Asked.field(ctx, "consignment"));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "That can be no consignment: copy its id from the address of its page in Lightspeed.");
    }
    var taken = register.skip(Caller.person(), id);
    return new Done(
        PAGE,
        "Consignment "
            + taken.id()
            + " is known with number "
            + taken.reference()
            + " and passed. Read the list again now.");
  }
}
