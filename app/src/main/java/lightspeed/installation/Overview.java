package lightspeed.installation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people see of an installation.
///
/// @param epoch how often the database went back, from 1
/// @param wentBackAt when it did last; null when it never did
/// @param wentBackWhy how that was noticed
/// @param isComparing whether the whole list of consignments was not walked since then
/// @param isCopy whether a person said that this is a copy
/// @param stoppedAt since when sending is stopped because of twins; null when it is not
/// @param keyId short name of the key that sends; null when nothing was sent yet
/// @param storeId of the retailer; null when it is not known
/// @param storeName for people; null when no store is known yet
/// @param otherStoreName the other store that address and token of a process lead to; null: none
public record Overview(
    long epoch,
    @Nullable Instant wentBackAt,
    @Nullable String wentBackWhy,
    boolean isComparing,
    boolean isCopy,
    @Nullable Instant stoppedAt,
    @Nullable String keyId,
    @Nullable String storeId,
    @Nullable String storeName,
    @Nullable String otherStoreName) {

  static Overview of(InstallationStanding standing) {
    InstallationStanding.WentBack back = standing.wentBack();
    InstallationStanding.Stopped stopped = standing.stopped();
    InstallationStanding.KnownKey key = standing.key();
    InstallationStanding.OtherStore other = standing.otherStore();
    return new Overview(
        standing.epoch(),
        back == null ? null : back.at(),
        back == null ? null : back.why(),
        standing.isComparing(),
        standing.isCopy(),
        stopped == null ? null : stopped.at(),
        key == null ? null : key.id(),
        standing.store().id(),
        standing.isStoreKnown() ? standing.ourName() : null,
        other == null ? null : other.name());
  }
}
