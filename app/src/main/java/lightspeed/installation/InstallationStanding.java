package lightspeed.installation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The row of `installation`.
///
/// @param epoch how often the database went back, from 1
/// @param wentBack the last time; null when it never did
/// @param isComparing whether the whole list of consignments was not walked since then
/// @param key that may send; null when nothing was sent yet
/// @param secondKey another one, while keys are changed
/// @param isCopy whether a person said that this is a copy, which never sends
/// @param stopped why sending stopped; null when it did not
/// @param storeNumber grows by one with each store; 0 when none is known yet
/// @param store that everything here is about; without meaning when none is known
/// @param storeConnection fingerprint of the address and token that were found to lead there last
/// @param otherStore to which a process was led last; null when none was
record InstallationStanding(
    long epoch,
    @Nullable WentBack wentBack,
    boolean isComparing,
    @Nullable KnownKey key,
    @Nullable KnownKey secondKey,
    boolean isCopy,
    @Nullable Stopped stopped,
    long storeNumber,
    StoreFacts store,
    @Nullable String storeConnection,
    @Nullable OtherStore otherStore) {

  /// When it was noticed that the database went back, and how.
  record WentBack(Instant at, String why) {}

  /// A key, known by what it makes of a salt.
  record KnownKey(String id, String salt, String mark) {}

  /// When and why sending stopped.
  record Stopped(Instant at, String why) {}

  /// Where another address or token led.
  record OtherStore(String name, String connection) {}

  /// The name of our store for people, told from the other one where both have the same.
  String ourName() {
    boolean isAlike = otherStore != null && otherStore.name().startsWith(store.shownName() + " (");
    return isAlike ? store.shownNameBeside(store) : store.shownName();
  }

  boolean isStoreKnown() {
    return storeNumber > 0 && (store.id() != null || !store.outlets().isEmpty());
  }

  /// The keys that may send.
  List<KnownKey> keys() {
    if (key == null) {
      return List.of();
    }
    return secondKey == null ? List.of(key) : List.of(key, secondKey);
  }
}
