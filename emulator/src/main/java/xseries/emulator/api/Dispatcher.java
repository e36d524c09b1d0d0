package xseries.emulator.api;

import java.util.function.Supplier;
import xseries.emulator.api.Target.Base;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.journal.RequestJournal;
import xseries.emulator.json.BadField;
import xseries.emulator.store.Store;

/// Finds the endpoint for a call and carries it out in one step, with every refusal made an answer.
final class Dispatcher {
  /// An answer, and whether getting it changed anything.
  record Outcome(Response response, boolean isApplied) {}

  private final Store store;
  private final Routes current;
  private final Routes old;
  private final Rights rights;
  private final Answers answers;
  private final RequestJournal journal;

  Dispatcher(
      Store store,
      Routes current,
      Routes old,
      Rights rights,
      Answers answers,
      RequestJournal journal) {
    this.store = store;
    this.current = current;
    this.old = old;
    this.rights = rights;
    this.answers = answers;
    this.journal = journal;
  }

  Outcome carryOut(Request request, Target target, Caller caller) {
    Routes routes = target.base() == Base.OLD ? old : current;
    boolean isServed =
        target.base() == Base.TWO || target.base() == Base.DATED || target.base() == Base.OLD;
    Routes.Match match = isServed ? routes.find(request.method(), target.path()) : null;
    if (match == null) {
      boolean isKnown = isServed && routes.knows(target.path());
      return new Outcome(
          isKnown ? Answers.error(405, "method not allowed") : Answers.error(404, "not found"),
          false);
    }
    journal.count(match.name());
    Call call =
        new Call(
            request, request.parameters(), match.parameters(), caller, target.base() == Base.DATED);
    return inOneStep(
        () -> {
          rights.check(match.name(), call);
          return match.endpoint().answer(call);
        });
  }

  Outcome inOneStep(Supplier<Response> work) {
    Store.Written<Response> written = store.write(() -> guarded(work));
    return new Outcome(written.result(), written.isChanged());
  }

  private Response guarded(Supplier<Response> work) {
    try {
      return work.get();
    } catch (Refusal e) {
      return answers.refused(e);
    } catch (ApiError e) {
      return Answers.error(e.status(), String.valueOf(e.getMessage()));
    } catch (BadField e) {
      return Answers.error(400, String.valueOf(e.getMessage()));
    }
  }
}
