package lightspeed.console.orders;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import lightspeed.console.Asked;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderException.InvalidInput;
import lightspeed.server.Feature;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;
import org.jspecify.annotations.Nullable;

/// New orders, and drafts that are changed. What is wrong is shown beside what was typed.
///
/// **Threads:** safe.
public final class DraftPages implements Feature {
  private final Pages pages;
  private final OrderServices services;

  public DraftPages(Pages pages, OrderServices services) {
    this.pages = pages;
    this.services = services;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(
        config,
        "/orders/new",
        Right.EDIT_ORDERS,
        ctx -> show(ctx, null, DraftForm.empty(), List.of()));
    pages.page(config, "/order/edit", Right.EDIT_ORDERS, this::edit);
    pages.form(config, "/orders/new", Right.EDIT_ORDERS, _ -> "/orders", this::create);
    pages.form(config, "/order/edit", Right.EDIT_ORDERS, _ -> "/orders", this::replace);
  }

  private void edit(Context ctx) {
    var found = services.orders().get(String.valueOf(Asked.text(ctx, "id")));
    var order = found.order();
    if (!order.state().isEditable()) {
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "Order " + order.publicId() + " is " + order.state() + "; only a draft can be changed.");
    }
    if (found.lines().size() > DraftForm.MOST_LINES) {
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "Order "
              + order.publicId()
              + " has more than "
              + DraftForm.MOST_LINES
              + " lines. Export it, change the file and import it again.");
    }
    show(ctx, order.publicId(), DraftForm.of(found), List.of());
  }

  private void create(Context ctx) {
    var form = DraftForm.of(ctx);
    save(
        ctx,
        null,
        form,
        () ->
            services
                .orders()
                .create(
                    form.publicId().isEmpty() ? null : form.publicId(),
                    form.draft(),
                    SignedIn.person(ctx).name()));
  }

  private void replace(Context ctx) {
    var id = Asked.field(ctx, "id");
    var form = DraftForm.of(ctx);
    save(
        ctx,
        id,
        form,
        () ->
            services
                .orders()
                .replace(id, form.draft(), form.seenVersion(), SignedIn.person(ctx).name()));
  }

  /// Writes a draft.
  @FunctionalInterface
  private interface Saving {
    OrderWithLines save();
  }

  private void save(Context ctx, @Nullable String id, DraftForm form, Saving saving) {
    try {
      var saved = saving.save().order();
      if (id == null) {
        services.orders().warnings(saved).forEach(words -> pages.tell(ctx, words + "."));
      }
      ctx.redirect(Show.order(saved.publicId()), HttpStatus.SEE_OTHER);
    } catch (InvalidInput e) {
      ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(ctx, id, form.withSpareLines(), e.problems());
    } catch (PurchaseOrderException e) {
      ctx.status(HttpStatus.CONFLICT);
      show(
          ctx,
          id,
          form.withSpareLines(),
          List.of(new InvalidInput.Problem("order", String.valueOf(e.getMessage()))));
    }
  }

  private void show(
      Context ctx, @Nullable String id, DraftForm form, List<InvalidInput.Problem> problems) {
    pages.write(
        ctx,
        "console/orders/draft.jte",
        new DraftPage(
            pages.frame(
                ctx, id == null ? "New order" : "Edit " + id, id == null ? "new" : "orders"),
            id,
            form,
            problems,
            services.partners().suppliers(),
            services.partners().outlets()));
  }
}
