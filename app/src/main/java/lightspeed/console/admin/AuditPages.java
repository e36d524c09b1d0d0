package lightspeed.console.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Objects;
import lightspeed.audit.AuditTrail;
import lightspeed.audit.AuditVerification;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;

/// Who did what.
///
/// **Threads:** safe.
public final class AuditPages implements Feature {
  private static final int ENTRIES_ON_A_PAGE = 100;

  private final Pages pages;
  private final AuditTrail audit;

  public AuditPages(Pages pages, AuditTrail audit) {
    this.pages = pages;
    this.audit = audit;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/audit", Right.ADMINISTER, this::show);
    pages.change(config, "/audit/verify", Right.ADMINISTER, _ -> "/audit", this::verify);
  }

  private void show(Context ctx) {
    var actor = Asked.text(ctx, "actor");
    var action = Asked.text(ctx, "action");
    pages.write(
        ctx,
        "console/admin/audit.jte",
        new AuditPage(
            pages.frame(ctx, "Audit", "audit"),
            Objects.requireNonNullElse(actor, ""),
            Objects.requireNonNullElse(action, ""),
            audit.list(
                new AuditTrail.Filter(actor, action, null, null),
                Asked.number(ctx, "before"),
                ENTRIES_ON_A_PAGE)));
  }

  private Done verify(Context ctx, Person person) {
    var found = audit.verify(null);
    if (found instanceof AuditVerification.Intact) {
      return new Done("/audit", found.words());
    }
    throw new IllegalArgumentException(found.words());
  }
}
