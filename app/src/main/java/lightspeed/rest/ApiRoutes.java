package lightspeed.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditTrail;
import lightspeed.config.Network;
import lightspeed.server.ClientAddress;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;

/// Registers routes whose failures are told as [lightspeed.server.Problem]. A change is noted in
/// the audit log before it is made.
///
/// @param proxies whose word about the client's address counts, at the moment
record ApiRoutes(RoutesConfig routes, AuditTrail audit, Supplier<List<Network>> proxies) {
  private static final Pattern ID = Pattern.compile("/\\{[a-z_]+}");

  void get(String path, Handler handler, Right right) {
    routes.get(path, told(handler), right);
  }

  void post(String path, Handler handler, Right right) {
    routes.post(path, told(noted("api.post", path, handler)), right);
  }

  void put(String path, Handler handler, Right right) {
    routes.put(path, told(noted("api.put", path, handler)), right);
  }

  /// The place of the server that catches everything, for programs.
  private static Handler told(Handler handler) {
    return context -> {
      try {
        handler.handle(context);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw e;
      } catch (Exception e) {
        Problems.write(context, e);
      }
    };
  }

  private Handler noted(String method, String path, Handler handler) {
    var call = ID.matcher(path.substring(Api.ROOT.length())).replaceAll("");
    var action = method + call.replace('/', '.');
    return context -> {
      audit.note(SignedIn.token(context).actor(), action, asked(context), address(context));
      handler.handle(context);
    };
  }

  /// Which thing the change is about.
  private static String asked(Context context) {
    var details = new AuditDetails();
    context.pathParamMap().forEach(details::with);
    return details.json();
  }

  private String address(Context context) {
    return ClientAddress.of(context, proxies.get()).getHostAddress();
  }
}
