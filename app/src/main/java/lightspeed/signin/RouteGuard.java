package lightspeed.signin;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.util.Optional;

/// Asks of each request the right of the route that it matched. A route without a right is refused
/// to everybody, unless it is one of the open paths: who adds a route and forgets the right notices
/// at once.
final class RouteGuard {
  /// Beginning of the paths that programs call.
  static final String API = "/api/";

  private final OpenPaths open;
  private final ApiGuard api;
  private final Answers answers;
  private final FormTokens forms = new FormTokens();

  RouteGuard(OpenPaths open, ApiGuard api, Answers answers) {
    this.open = open;
    this.api = api;
    this.answers = answers;
  }

  /// Answers and ends the request when it may not go on.
  void check(Context context) throws IOException {
    var right = rightOf(context);
    if (right.isEmpty()) {
      if (!open.contains(routeOf(context))) {
        refuse(context, Right.ADMINISTER);
      }
      return;
    }
    if (right.get() == Right.PUBLIC) {
      if (FormTokens.isUpload(context.req())) {
        refuseForm(context);
      }
      return;
    }
    if (routeOf(context).startsWith(API)) {
      api.check(context, right.get());
      return;
    }
    var person = SignedIn.find(context);
    if (person.isEmpty()) {
      answers.signInFirst(context.req(), context.res());
      context.skipRemainingHandlers();
    } else if (!person.get().may(right.get())) {
      refuse(context, right.get());
    } else if (FormTokens.isUpload(context.req()) && !isOwnUpload(context, right.get())) {
      refuseForm(context);
    }
  }

  private boolean isOwnUpload(Context context, Right right) {
    return right == Right.EDIT_ORDERS && forms.isOwnUpload(context);
  }

  private void refuseForm(Context context) throws IOException {
    answers.oldForm(context.req(), context.res());
    context.skipRemainingHandlers();
  }

  private void refuse(Context context, Right right) throws IOException {
    answers.notAllowed(context.res(), right);
    context.skipRemainingHandlers();
  }

  private static Optional<Right> rightOf(Context context) {
    for (RouteRole role : context.routeRoles()) {
      if (role instanceof Right right) {
        return Optional.of(right);
      }
    }
    return Optional.empty();
  }

  /// The route as it was registered; of a file, the path as it was asked for.
  private static String routeOf(Context context) {
    var route = context.endpoints().matchedHttpEndpoint();
    return route == null ? context.path() : route.path;
  }
}
