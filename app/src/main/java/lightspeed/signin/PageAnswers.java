package lightspeed.signin;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;

/// Answers with pages that were compiled with the product, under a policy that lets a browser load
/// nothing but our own files, run no script inside a page and show it in no frame.
public final class PageAnswers {
  /// Shows a [MessagePage].
  public static final String MESSAGE = "signin/message.jte";

  static final String HTML = "text/html; charset=utf-8";
  static final String POLICY_HEADER = "Content-Security-Policy";
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

  /// Answers with one page.
  ///
  /// @param page what the template asks for
  public void show(Context context, int status, String template, Object page) {
    context
        .status(status)
        .header(POLICY_HEADER, POLICY)
        .contentType(HTML)
        .result(html(template, page));
  }

  /// The page as text.
  String html(String template, Object page) {
    var html = new StringOutput();
    templates.render(template, page, html);
    return html.toString();
  }
}
