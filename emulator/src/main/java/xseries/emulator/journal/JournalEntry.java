package xseries.emulator.journal;

import java.time.Instant;

/// One request and what came of it.
///
/// @param n counts from 1 in the order of arrival
/// @param at when it arrived
/// @param path the whole path, without the query
/// @param query the raw query; empty when there was none
/// @param status what was answered, or would have been; 0 when there was no answer to give yet
/// @param isApplied it changed state
/// @param isAnswered the client got the whole answer, as far as the connection tells
/// @param ms from arrival until the answer was ready
public record JournalEntry(
    long n,
    Instant at,
    String method,
    String path,
    String query,
    int status,
    boolean isApplied,
    boolean isAnswered,
    long ms) {

  JournalEntry done(int newStatus, boolean applied, boolean answered, long took) {
    return new JournalEntry(n, at, method, path, query, newStatus, applied, answered, took);
  }

  JournalEntry answered(boolean whole) {
    return new JournalEntry(n, at, method, path, query, status, isApplied, whole, ms);
  }
}
