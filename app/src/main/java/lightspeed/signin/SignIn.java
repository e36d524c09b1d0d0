package lightspeed.signin;

import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.audit.Refusals;
import lightspeed.config.Network;
import lightspeed.db.Database;
import lightspeed.db.Sleeper;
import lightspeed.server.ClientAddress;
import lightspeed.server.Feature;
import lightspeed.settings.SecretBox;
import org.eclipse.jetty.ee10.servlet.FilterHolder;

/// Lets people in, and nobody else.
///
/// 1. [SignInFilter] stands before every page: who is this, and is a change one of our own forms?
/// 2. [RouteGuard] asks of each matched route whether this person has its [Right].
/// 3. [SignInPages] and [PasswordPages] are what people without a session may see.
///
/// Pages find the person by [SignedIn].
public final class SignIn implements Feature {
  private final OpenPaths open;
  private final Sessions sessions;
  private final Answers answers;
  private final Refusals refusals;
  private final Supplier<List<Network>> proxies;
  private final RouteGuard guard;
  private final SecondFactors factors;
  private final CodePages codePages;
  private final SignInPages signInPages;
  private final PasswordPages passwordPages;

  /// What can change while the server runs.
  ///
  /// @param limits how long a sign-in lasts
  /// @param proxies whose word about the client's address counts
  /// @param isSecondFactorRequired of admins and approvers
  public record Live(
      Supplier<SessionLimits> limits,
      BooleanSupplier isSecondFactorRequired,
      Supplier<List<Network>> proxies) {}

  /// One's own sessions and second factor, for the pages about them.
  public OwnAccount account() {
    return new OwnAccount(sessions, factors);
  }

  public SignIn(
      OpenPaths open,
      Database database,
      SecretBox box,
      Live settings,
      AuditLog audit,
      InstantSource clock,
      LongSupplier nanoTicker) {
    this.open = open;
    this.proxies = settings.proxies();
    var hashes = new PasswordHashes();
    this.refusals = new Refusals(database, audit, Sleeper.real());
    var check =
        new PasswordCheck(
            database, hashes, new SignInTries(database, clock), audit, refusals, clock);
    var pages = new PageAnswers();
    this.sessions = new Sessions(database, settings.limits(), clock);
    this.factors =
        new SecondFactors(database, box, settings.isSecondFactorRequired(), audit, clock);
    var confirmation = new Confirmation(check, sessions, proxies, pages, clock);
    var users = new Users(database, hashes, audit, clock);
    var setUp = new SetUp(database, hashes, audit, clock);
    var tokens = new ApiTokens(database, audit, clock);
    this.answers = new Answers(pages);
    this.guard =
        new RouteGuard(
            open,
            new ApiGuard(tokens, refusals, proxies, nanoTicker),
            confirmation,
            factors,
            answers,
            refusals,
            proxies);
    this.codePages = new CodePages(check, factors, sessions, proxies, pages);
    this.signInPages = new SignInPages(check, codePages, sessions, users, proxies, pages);
    this.passwordPages =
        new PasswordPages(setUp, check, codePages, users, sessions, proxies, pages);
  }

  /// Which form it was stays untold: addresses of links hold secrets.
  private void noteForm(HttpServletRequest request) {
    var actor =
        request.getAttribute(SignedIn.PERSON) instanceof Person person
            ? person.name()
            : OwnActors.CONSOLE;
    var address = ClientAddress.of(request, proxies.get());
    var what = new AuditDetails().with("request", request.getMethod()).json();
    refusals.note(
        new Refusals.Refused(
            actor,
            "refused.form",
            null,
            what,
            address.getHostAddress(),
            ClientAddress.group(address)));
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.jetty.modifyServletContextHandler(
        handler -> {
          var filter = new FilterHolder(new SignInFilter(open, sessions, answers, this::noteForm));
          filter.setAsyncSupported(true);
          handler.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
    config.events.serverStopping(refusals::close);
    config.routes.beforeMatched(guard::check);
    signInPages.addTo(config.routes);
    codePages.addTo(config.routes);
    passwordPages.addTo(config.routes);
  }
}
