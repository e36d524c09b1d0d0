package lightspeed.installation;

import org.jspecify.annotations.Nullable;

/// What a person says about this installation: that it is the one that sends, or a copy. The one
/// door to that, for commands, pages and programs. A decision belongs to its moment: it names the
/// state that was shown, and lapses when that is another one by then, such as a stop that nobody
/// has seen yet.
///
/// **Threads:** safe.
public final class ConfirmInstallation {
  /// Said to whoever confirms a sender that may send.
  public static final String NOTHING_TO_CONFIRM =
      "There is nothing to confirm: no copy, other key or stop keeps this installation from"
          + " sending. Nothing was changed.";

  /// Said to whoever confirms a copy that is known as one.
  public static final String A_COPY_ALREADY =
      "There is nothing to confirm: this installation is known as a copy and sends nothing."
          + " Nothing was changed.";

  private final Installation installation;

  public ConfirmInstallation(Installation installation) {
    this.installation = installation;
  }

  /// The state as it is shown.
  ///
  /// @param hindrance why this installation sends nothing, as far as is known here; null when it
  ///     sends
  public record State(Overview overview, @Nullable Hindrance hindrance) {
    /// Names this state, for a decision about it.
    public String shown() {
      return (overview.isCopy() ? "copy" : "sender")
          + "_"
          + (overview.keyId() == null ? "none" : overview.keyId())
          + "_"
          + (overview.stoppedAt() == null ? "going" : overview.stoppedAt().toString());
    }

    /// Whether a person's word lets this installation send.
    public boolean canBeConfirmed() {
      return hindrance != null
          && switch (hindrance.kind()) {
            case COPY, OTHER_KEY, STOPPED -> true;
            case OTHER_STORE, STORE_NOT_ASKED -> false;
          };
    }
  }

  /// The state now; asks Lightspeed nothing.
  public State state() {
    return installation.state();
  }

  /// This installation sends from now on, and its key alone.
  ///
  /// @param shown what [State#shown()] said
  /// @throws InstallationRefused when that has changed, or nothing keeps it from sending
  public State moved(String shown, String actor) {
    installation.confirmMoved(
        now -> {
          requireAsShown(now, shown);
          if (!now.canBeConfirmed()) {
            throw new InstallationRefused("nothing_to_confirm", NOTHING_TO_CONFIRM);
          }
        },
        actor);
    return state();
  }

  /// This is a copy, which sends nothing until it is confirmed as the one that does.
  ///
  /// @param shown what [State#shown()] said
  /// @throws InstallationRefused when that has changed, or it is known as a copy
  public State copy(String shown, String actor) {
    installation.confirmCopy(
        now -> {
          requireAsShown(now, shown);
          if (now.overview().isCopy()) {
            throw new InstallationRefused("nothing_to_confirm", A_COPY_ALREADY);
          }
        },
        actor);
    return state();
  }

  private static void requireAsShown(State now, String shown) {
    if (!now.shown().equals(shown)) {
      throw new InstallationRefused(
          "changed",
          "This installation has changed since it was shown, so nothing was done. Look at it"
              + " again and decide again.");
    }
  }
}
