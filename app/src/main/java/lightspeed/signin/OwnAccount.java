package lightspeed.signin;

import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people see and change of their own sign-in: their sessions and their second factor.
///
/// **Threads:** safe.
public final class OwnAccount {
  private static final String OFFERED = "second_factor";

  private final Sessions sessions;
  private final SecondFactors factors;

  OwnAccount(Sessions sessions, SecondFactors factors) {
    this.sessions = sessions;
    this.factors = factors;
  }

  /// All sessions of the person, the latest first.
  public List<OwnSession> sessions(Context context) {
    return sessions.of(SignedIn.person(context).id());
  }

  /// Of the session of this request.
  public long present(Context context) {
    return SignedIn.session(context).orElseThrow().session().id();
  }

  /// Ends one session of the person.
  ///
  /// @throws SignInException.NotFound when it has ended, or is of another person
  public void end(Context context, long id) {
    if (!sessions.end(id, SignedIn.person(context).id())) {
      throw new SignInException.NotFound("This session has ended already.");
    }
  }

  /// Ends all sessions of the person but this one.
  public void endOthers(Context context) {
    long present = present(context);
    for (var session : sessions(context)) {
      if (session.id() != present) {
        sessions.end(session.id(), SignedIn.person(context).id());
      }
    }
  }

  public boolean hasSecondFactor(Context context) {
    return SignedIn.session(context).orElseThrow().session().user().hasSecondFactor();
  }

  public SecondFactors factors() {
    return factors;
  }

  /// Makes a secret and keeps it for the person until a code of it was typed.
  public void begin(Context context) {
    SignedIn.keep(context, OFFERED, factors.begin(SignedIn.person(context)));
  }

  /// What [#begin] made; null when nothing was begun.
  public SecondFactors.@Nullable Offer offer(Context context) {
    var sealed = SignedIn.kept(context, OFFERED);
    return sealed == null ? null : factors.offer(SignedIn.person(context), sealed);
  }

  /// Ends what [#begin] began with a code.
  ///
  /// @return recovery codes, shown once
  public List<String> confirm(Context context, String code, Actor actor) {
    var sealed = SignedIn.kept(context, OFFERED);
    if (sealed == null) {
      throw new SignInException.Conflict("Begin again: this set-up has ended.");
    }
    var codes = factors.confirm(SignedIn.person(context), sealed, code, actor);
    SignedIn.keep(context, OFFERED, null);
    return codes;
  }
}
