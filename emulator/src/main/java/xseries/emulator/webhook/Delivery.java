package xseries.emulator.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import xseries.emulator.store.Row;

/// One event on its way to one subscription, with the tries made so far.
///
/// @param id the version as text
/// @param url where the last try went, or where the subscription pointed when the event happened
/// @param payload the JSON of the form field `payload`
/// @param firstTryAt not before; later than `createdAt` only by a fault
/// @param version counts deliveries from 1 and never changes; it is not the store's shared counter,
/// so that tries, which run in no certain order, leave the versions of a seeded run alone
public record Delivery(
    String id,
    String subscriptionId,
    String type,
    String url,
    String payload,
    State state,
    Instant createdAt,
    Instant firstTryAt,
    List<Try> tries,
    long version)
    implements Row {

  /// How far a delivery has come. All but [#PENDING] are final.
  public enum State {
    /// The next try is planned or under way.
    PENDING,
    /// Answered 2xx.
    DELIVERED,
    /// Answered 3xx or 4xx, which is not tried again.
    REFUSED,
    /// The last try failed too.
    GIVEN_UP,
    /// Never sent, by a fault.
    DROPPED,
    /// The subscription was deleted or switched off before it arrived.
    UNSUBSCRIBED
  }

  /// One call of the receiver.
  ///
  /// @param status what was answered; 0 without an answer
  /// @param error why there was no answer; empty when there was one
  /// @param ms until the answer or the end of patience
  public record Try(Instant at, int status, String error, long ms) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    boolean isRefusal() {
      return status >= 300 && status < 500;
    }
  }

  public Delivery {
    tries = List.copyOf(tries);
  }

  boolean isPending() {
    return state == State.PENDING;
  }

  Delivery in(State newState) {
    return new Delivery(
        id, subscriptionId, type, url, payload, newState, createdAt, firstTryAt, tries, version);
  }

  Delivery tried(String newUrl, Try one, State newState) {
    List<Try> more = new ArrayList<>(tries);
    more.add(one);
    return new Delivery(
        id, subscriptionId, type, newUrl, payload, newState, createdAt, firstTryAt, more, version);
  }
}
