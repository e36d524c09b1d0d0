package xseries.emulator.api;

import xseries.emulator.http.Response;

/// Answers one kind of call. Runs inside the store's lock, so what it does is one step.
@FunctionalInterface
interface Endpoint {
  Response answer(Call call);
}
