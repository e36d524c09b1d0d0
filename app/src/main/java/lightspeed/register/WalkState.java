package lightspeed.register;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far the list was walked, and how long ago by the database's clock.
///
/// @param begun the number of the walk that began last; each has a higher one than those before it
/// @param ended the number of the last walk that came to its end
/// @param position the highest version read
/// @param settled where a walk starts: up to there every row has become visible
/// @param sinceBegan since the last walk that came to its end began; null: none did
/// @param sinceEnded since it ended
/// @param sinceDistrusted since something happened that makes earlier walks count for nothing
/// @param sinceChecked since the list was last asked from just below the newest known row
/// @param trouble what keeps a walk from its end, for people; null: nothing
/// @param troubleVersion after which version that is
public record WalkState(
    long begun,
    long ended,
    long position,
    long settled,
    @Nullable Duration sinceBegan,
    @Nullable Duration sinceEnded,
    @Nullable Duration sinceDistrusted,
    @Nullable Duration sinceChecked,
    @Nullable String trouble,
    @Nullable Long troubleVersion) {

  /// Whether a walk has ever come to its end in this store.
  public boolean isWalked() {
    return sinceEnded != null;
  }
}
