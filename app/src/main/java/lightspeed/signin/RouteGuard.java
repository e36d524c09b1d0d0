package lightspeed.signin;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.Refusals;
import lightspeed.config.Network;
import lightspeed.server.ClientAddress;
import org.jspecify.annotations.Nullable;

/// Asks of each request the right of the route that it matched. A route without a right is refused
/// to everybody, unless it is one of the open paths: who adds a route and forgets the right notices
/// at once.
final class RouteGuard {
  /// Beginning of the paths that programs call.
  static final String API = "/api/";

  /// The page about oneself.
  static final String ACCOUNT = "/account";

  private final OpenPaths open;
  private final ApiGuard api;
  private final Confirmation confirmation;
  private final SecondFactors factors;
  private final Answers answers;
  private final Refusals refusals;
  private final Supplier<List<Network>> proxies;
  private final FormTokens forms = new FormTokens();

  RouteGuard(
      OpenPaths open,
      ApiGuard api,
      Confirmation confirmation,
      SecondFactors factors,
      Answers answers,
      Refusals refusals,
      Supplier<List<Network>> proxies) {
    this.refusals = refusals;
    this.proxies = proxies;
    this.open = open;
    this.api = api;
    this.confirmation = confirmation;
    this.factors = factors;
    this.answers = answers;
  }

  /// Answers and ends the request when it may not go on.
  void check(Context context) throws IOException, InterruptedException {
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
    } else if (!isForOneself(context) && needsSecondFactor(context, person.get())) {
      answers.secondFactorFirst(context.req(), context.res());
      context.skipRemainingHandlers();
    } else {
      confirmation.check(context);
    }
  }

  private boolean isOwnUpload(Context context, Right right) {
    return right == Right.EDIT_ORDERS && forms.isOwnUpload(context);
  }

  private void refuseForm(Context context) throws IOException {
    note(context, "refused.form", null);
    answers.oldForm(context.req(), context.res());
    context.skipRemainingHandlers();
  }

  private boolean needsSecondFactor(Context context, Person person) {
    return factors.isDemandedOf(person.role())
        && !SignedIn.session(context).orElseThrow().session().user().hasSecondFactor();
  }

  /// What people reach of whom a second factor is demanded, to set it up.
  private static boolean isForOneself(Context context) {
    var route = routeOf(context);
    return route.equals(ACCOUNT)
        || route.startsWith(ACCOUNT + "/")
        || route.equals(PasswordPages.PASSWORD)
        || route.equals("/sign-out-everywhere")
        || route.equals("/theme");
  }

  private void refuse(Context context, Right right) throws IOException {
    note(context, "refused.role", right);
    answers.notAllowed(context.res(), right);
    context.skipRemainingHandlers();
  }

  private void note(Context context, String action, @Nullable Right right) {
    var actor = SignedIn.find(context).map(Person::name).orElse(OwnActors.CONSOLE);
    var address = ClientAddress.of(context, proxies.get());
    refusals.note(refused(context, actor, action, right, address));
  }

  /// What is told of a refusal: the route as it was registered, never what stood in the address.
  static Refusals.Refused refused(
      Context context, String actor, String action, @Nullable Right right, InetAddress address) {
    var endpoint = context.endpoints().matchedHttpEndpoint();
    var what =
        new AuditDetails()
            .with("request", context.method() + (endpoint == null ? "" : " " + endpoint.path));
    if (right != null) {
      what.with("right", right.toString());
    }
    return new Refusals.Refused(
        actor, action, null, what.json(), address.getHostAddress(), ClientAddress.group(address));
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
