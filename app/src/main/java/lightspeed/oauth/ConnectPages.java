package lightspeed.oauth;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import lightspeed.config.Network;
import lightspeed.config.Secret;
import lightspeed.server.ClientAddress;
import lightspeed.server.Feature;
import lightspeed.signin.MessagePage;
import lightspeed.signin.PageAnswers;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;

/// The way of a person to Lightspeed's consent page and back. Only an admin goes it; the answer
/// must belong to the request that this very session made, once, within [#STATE_LIVES].
public final class ConnectPages implements Feature {
  private static final String CONNECT = "/lightspeed/connect";
  private static final String CALLBACK = "/lightspeed/callback";
  private static final String STATE = "oauth_state";
  private static final Duration STATE_LIVES = Duration.ofMinutes(10);
  private static final int STATE_BYTES = 32;

  private final OAuthConnection connection;
  private final Supplier<URI> publicUrl;
  private final Supplier<List<Network>> proxies;
  private final InstantSource clock;
  private final PageAnswers pages = new PageAnswers();
  private final SecureRandom random = new SecureRandom();

  /// @param publicUrl under which people reach this server, at the moment
  /// @param proxies whose word about the client's address counts, at the moment
  public ConnectPages(
      OAuthConnection connection,
      Supplier<URI> publicUrl,
      Supplier<List<Network>> proxies,
      InstantSource clock) {
    this.connection = connection;
    this.publicUrl = publicUrl;
    this.proxies = proxies;
    this.clock = clock;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(CONNECT, this::leave, Right.ADMINISTER);
    config.routes.get(CALLBACK, this::comeBack, Right.ADMINISTER);
    config.routes.post("/lightspeed/disconnect", this::disconnect, Right.ADMINISTER);
  }

  private void leave(Context context) {
    var bytes = new byte[STATE_BYTES];
    random.nextBytes(bytes);
    var state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    try {
      var page = connection.consentPage(redirectUri(), state);
      SignedIn.keep(context, STATE, clock.instant().toEpochMilli() + " " + state);
      context.status(303).header("Location", page.toString());
    } catch (OAuthFailed failed) {
      failed(context, String.valueOf(failed.getMessage()));
    }
  }

  private void comeBack(Context context) throws InterruptedException {
    if (!isAnswerToUs(context)) {
      failed(context, "This answer does not belong to a request of yours. Begin again.");
      return;
    }
    var code = context.queryParam("code");
    var prefix = context.queryParam("domain_prefix");
    if (code == null || prefix == null) {
      failed(context, "Lightspeed did not let us in: " + reason(context) + ".");
      return;
    }
    try {
      connection.connect(
          code, prefix, redirectUri(), SignedIn.person(context).name(), address(context));
      pages.show(
          context,
          200,
          PageAnswers.MESSAGE,
          new MessagePage(
              "Connected", "The store " + prefix + " is connected.", "/", "To the overview"));
    } catch (OAuthFailed failed) {
      failed(context, String.valueOf(failed.getMessage()));
    }
  }

  /// Uses the state up, whatever comes of it.
  private boolean isAnswerToUs(Context context) {
    var kept = SignedIn.kept(context, STATE);
    SignedIn.keep(context, STATE, null);
    var given = context.queryParam("state");
    if (kept == null || given == null) {
      return false;
    }
    int end = kept.indexOf(' ');
    long since = Long.parseLong(kept.substring(0, end));
    return new Secret(kept.substring(end + 1)).equals(new Secret(given))
        && clock.instant().toEpochMilli() - since < STATE_LIVES.toMillis();
  }

  private static String reason(Context context) {
    var error = context.queryParam("error");
    return error != null && error.matches("[a-z_]{1,40}") ? error : "no reason given";
  }

  private void disconnect(Context context) {
    connection.disconnect(SignedIn.person(context).name(), address(context));
    context.status(303).header("Location", "/");
  }

  private String address(Context context) {
    return ClientAddress.of(context, proxies.get()).getHostAddress();
  }

  private String redirectUri() {
    return publicUrl.get() + CALLBACK;
  }

  private void failed(Context context, String reason) {
    pages.show(
        context,
        409,
        PageAnswers.MESSAGE,
        new MessagePage("Not connected", reason, CONNECT, "Try again"));
  }
}
