package xseries.emulator.api;

import java.util.function.Supplier;
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
  private final Routes routes;
  private final Rights rights;
  private final Answers answers;
  private final RequestJournal journal;

  Dispatcher(Store store, Routes routes, Rights rights, Answers answers, RequestJournal journal) {
    this.store = store;
    this.routes = routes;
    this.rights = rights;
    this.answers = answers;
    this.journal = journal;
  }

  Outcome carryOut(Request request, Target target, Caller caller) {
    Routes.Match match = routes.find(target.version(), request.method(), target.path());
    if (match == null) {
      boolean isKnown = routes.knows(target.version(), target.path());
      return new Outcome(
          isKnown ? Answers.error(405, "method not allowed") : Answers.error(404, "not found"),
          false);
    }
    journal.count(match.operation().countedAs());
    Call call =
        new Call(request, request.parameters(), match.parameters(), caller, target.version());
    return inOneStep(
        () -> {
          rights.check(match.operation(), call);
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
