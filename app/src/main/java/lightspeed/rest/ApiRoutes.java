package lightspeed.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import lightspeed.signin.Right;

/// Registers routes whose failures are told as [lightspeed.server.Problem].
record ApiRoutes(RoutesConfig routes) {

  void get(String path, Handler handler, Right right) {
    routes.get(path, told(handler), right);
  }

  void post(String path, Handler handler, Right right) {
    routes.post(path, told(handler), right);
  }

  void put(String path, Handler handler, Right right) {
    routes.put(path, told(handler), right);
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
}
