package lightspeed.console.orders;

import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.purchaseorder.ImportOptions;
import lightspeed.purchaseorder.ImportResult;
import lightspeed.purchaseorder.ImportedOrder.Outcome;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;
import org.jspecify.annotations.Nullable;

/// Takes a CSV file in two steps: it is uploaded and everything in it is checked; then the person,
/// who has seen every problem and every order, confirms.
///
/// **Threads:** safe.
public final class ImportPages implements Feature {
  private static final String SECTION = "import";

  /// Some 200,000 lines; more are imported by `po:import`.
  private static final int MAX_MEGABYTES = 20;

  /// More rows of a table than anyone reads on a page.
  private static final int LISTED = 200;

  private final Pages pages;
  private final OrderServices services;
  private final UploadedFiles files;
  private final ImportTurns turns = new ImportTurns();

  /// @param folder in which uploads wait for their confirmation
  public ImportPages(Pages pages, OrderServices services, Path folder, InstantSource clock) {
    this.pages = pages;
    this.services = services;
    this.files = new UploadedFiles(folder, clock);
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.jetty.multipartConfig.cacheDirectory(files.start().toString());
    config.jetty.multipartConfig.maxFileSize(MAX_MEGABYTES, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(MAX_MEGABYTES + 1L, SizeUnit.MB);
    config.jetty.multipartConfig.maxInMemoryFileSize(1, SizeUnit.KB);
    pages.page(
        config,
        "/orders/import",
        Right.EDIT_ORDERS,
        ctx -> show(ctx, new Upload("", "", "", ""), null, null));
    config.routes.post("/orders/import", this::preview, Right.EDIT_ORDERS);
    pages.change(
        config, "/orders/import/confirm", Right.EDIT_ORDERS, _ -> "/orders/import", this::confirm);
  }

  /// What was uploaded.
  private record Upload(String key, String fileName, String supplier, String outlet) {}

  private void preview(Context ctx) throws IOException {
    @Nullable UploadedFile file;
    try {
      file = ctx.uploadedFile("file");
    } catch (Exception tooLarge) {
      refuse(ctx, "The file is larger than " + MAX_MEGABYTES + " MB, or the upload broke off.");
      return;
    }
    if (file == null || file.size() == 0) {
      refuse(ctx, "Choose a file that is not empty.");
      return;
    }
    String key;
    long person = SignedIn.person(ctx).id().value();
    try (var content = file.content()) {
      key = files.keep(person, content);
    } catch (IllegalArgumentException tooMuch) {
      refuse(ctx, String.valueOf(tooMuch.getMessage()));
      return;
    }
    var upload = new Upload(key, file.filename(), part(ctx, "supplier"), part(ctx, "outlet"));
    try (var _ = turns.begin(SignedIn.person(ctx).name())) {
      var options = options(ctx, upload).partial(true).dryRun(true);
      show(ctx, upload, services.imports().run(path(person, key), options), null);
    } catch (PurchaseOrderException.InvalidInput | IllegalArgumentException e) {
      files.delete(person, key);
      refuse(ctx, String.valueOf(e.getMessage()));
    }
  }

  private void refuse(Context ctx, String problem) {
    ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
    show(ctx, new Upload("", "", "", ""), null, problem);
  }

  private Done confirm(Context ctx, Person person) throws IOException {
    var upload =
        new Upload(
            Asked.field(ctx, "key"), "", Asked.field(ctx, "supplier"), Asked.field(ctx, "outlet"));
    boolean isPartial = !Asked.field(ctx, "partial").isEmpty();
    var file = path(person.id().value(), upload.key());
    ImportResult result;
    try (var _ = turns.begin(person.name())) {
      result = services.imports().run(file, options(ctx, upload).partial(isPartial));
    }
    if (!result.isApplied()) {
      throw new IllegalArgumentException(
          "Nothing was imported: "
              + Show.count(result.problemCount(), "problem")
              + " in the file.");
    }
    files.delete(person.id().value(), upload.key());
    return new Done("/orders", words(result));
  }

  private static String words(ImportResult result) {
    return Show.count(result.count(Outcome.CREATED), "order")
        + " created, "
        + result.count(Outcome.UPDATED)
        + " updated, "
        + result.count(Outcome.UNCHANGED)
        + " unchanged, "
        + (result.count(Outcome.REFUSED) + result.count(Outcome.LEFT_OUT))
        + " left out.";
  }

  private Path path(long person, String key) {
    return files
        .find(person, key)
        .orElseThrow(() -> new NothingThere("The file is not kept any more; upload it again."));
  }

  private static ImportOptions options(Context ctx, Upload upload) {
    return ImportOptions.by(SignedIn.person(ctx).name())
        .forSupplierAndOutlet(orNull(upload.supplier()), orNull(upload.outlet()))
        .listing(LISTED);
  }

  /// A field of a form with a file.
  private static String part(Context ctx, String name) {
    var value = ctx.req().getParameter(name);
    return value == null ? "" : value.strip();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private void show(
      Context ctx, Upload upload, @Nullable ImportResult result, @Nullable String problem) {
    pages.write(
        ctx,
        "console/orders/import.jte",
        new ImportPage(
            pages.frame(ctx, "Import orders", SECTION),
            upload.key(),
            upload.fileName(),
            upload.supplier(),
            upload.outlet(),
            result,
            problem,
            services.partners().suppliers(),
            services.partners().outlets()));
  }
}
