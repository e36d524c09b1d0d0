package lightspeed.drift;

import org.jspecify.annotations.Nullable;

/// One thing that the order and its consignment say differently.
///
/// @param item what differs: a field of the header such as `due_at`, or a field and the SKU of a
///     line such as `count:SKU-1`
/// @param here what the order says, null when it says nothing
/// @param there what Lightspeed says, null when it says nothing
/// @param grade how loud it is
public record Difference(String item, @Nullable String here, @Nullable String there, Grade grade) {
  /// The whole consignment is gone.
  static final String DELETED = "deleted";

  /// Begins the item of a consignment that is one too many; its id follows.
  static final String SECOND = "second:";

  /// A person's edit.
  public static Difference plain(String item, @Nullable String here, @Nullable String there) {
    return new Difference(item, here, there, Grade.PLAIN);
  }

  public static Difference loud(String item, @Nullable String here, @Nullable String there) {
    return new Difference(item, here, there, Grade.LOUD);
  }

  public String sentence() {
    return item + ": " + words(here) + " here, " + words(there) + " in Lightspeed";
  }

  /// What taking over what Lightspeed has does about it.
  public String whenTaken() {
    return item.equals(DELETED)
        ? "the order is cancelled here"
        : item + " becomes " + words(there) + " here";
  }

  /// What pushing what the order says does about it.
  public String whenPushed() {
    return item + " becomes " + words(here) + " in Lightspeed";
  }

  private static String words(@Nullable String value) {
    return value == null ? "nothing" : value;
  }
}
