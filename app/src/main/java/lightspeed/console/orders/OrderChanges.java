package lightspeed.console.orders;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.Approval;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.sync.CancelService;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SyncService;

/// What people do to one order on its page.
///
/// **Threads:** safe.
public final class OrderChanges implements Feature {
  private final Pages pages;
  private final OrderServices services;

  public OrderChanges(Pages pages, OrderServices services) {
    this.pages = pages;
    this.services = services;
  }

  @Override
  public void addTo(JavalinConfig config) {
    change(config, "/order/approve", Right.APPROVE, this::approve);
    change(config, "/order/sync", Right.OPERATE, this::sync);
    change(config, "/order/cancel", Right.APPROVE, this::cancel);
    change(config, "/order/reopen", Right.APPROVE, this::reopen);
  }

  private void change(JavalinConfig config, String path, Right right, Pages.Change change) {
    pages.change(config, path, right, OrderChanges::orderPage, change);
  }

  static String orderPage(Context ctx) {
    return Show.order(Asked.field(ctx, "id"));
  }

  private Done approve(Context ctx, Person person) {
    var words =
        switch (services.orders().approve(Asked.field(ctx, "id"), person.name())) {
          case Approval.Approved(var order, var job) ->
              order.publicId()
                  + " is approved"
                  + (job == null ? "." : "; a worker sends it to Lightspeed.");
          case Approval.AlreadyApproved(var order) ->
              order.publicId() + " had been approved before; nothing was changed.";
        };
    return new Done(orderPage(ctx), words);
  }

  private Done sync(Context ctx, Person person) {
    return new Done(
        orderPage(ctx), words(services.sync().request(Asked.field(ctx, "id"), Priority.CRITICAL)));
  }

  static String words(SyncService.Request request) {
    return switch (request) {
      case SyncService.Request.Queued(var order, var job, var isNew) ->
          order.publicId()
              + (isNew ? " is on its way as " : " was on its way already, as ")
              + job
              + ".";
      case SyncService.Request.AlreadySent(var order) ->
          order.publicId() + " is in Lightspeed already.";
    };
  }

  private Done cancel(Context ctx, Person person) {
    var words =
        switch (services.cancelling().request(Asked.field(ctx, "id"), person.name())) {
          case CancelService.Request.Cancelled(var order, var warning) ->
              order.publicId() + " is cancelled." + (warning == null ? "" : " " + warning);
          case CancelService.Request.AlreadyCancelled(var order) ->
              order.publicId() + " was cancelled before.";
          case CancelService.Request.Queued(var order, var job) ->
              order.publicId() + " will be cancelled in Lightspeed by " + job + ".";
          case CancelService.Request.Running(var order, var job) ->
              order.publicId()
                  + " is being sent at this moment by "
                  + job
                  + ", which was asked to stop. Cancel again in a moment.";
        };
    return new Done(orderPage(ctx), words);
  }

  private Done reopen(Context ctx, Person person) throws InterruptedException {
    var words =
        switch (services.reopening().reopen(Asked.field(ctx, "id"), person.name())) {
          case ReopenService.Request.Reopened reopened ->
              reopened.order().publicId()
                  + " is a draft again: edit it, then approve it."
                  + (reopened.left() == null ? "" : " " + reopened.wordsOfLeft());
          case ReopenService.Request.AlreadyDraft(var order) ->
              order.publicId() + " was a draft already.";
          case ReopenService.Request.Closing(var order, var job) ->
              job
                  + " cancels the half-made consignment of "
                  + order.publicId()
                  + " in Lightspeed. When it has ended, reopen the order again.";
        };
    return new Done(orderPage(ctx), words);
  }
}
