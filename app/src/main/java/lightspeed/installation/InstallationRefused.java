package lightspeed.installation;

/// The state of this installation does not allow what was asked. The message says what to do.
public final class InstallationRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /// @param code one word for scripts, such as `worker_running`
  public InstallationRefused(String code, String message) {
    super(message);
    this.code = code;
  }

  public InstallationRefused(Hindrance hindrance) {
    this(hindrance.kind().name().toLowerCase(java.util.Locale.ROOT), hindrance.words());
  }

  /// Throws what stands in the way.
  ///
  /// @throws InstallationRefused unless Lightspeed's silence is the reason
  /// @throws lightspeed.xseries.XSeriesException when it is
  public static void refuse(Hindrance hindrance) {
    var silence = hindrance.cause();
    throw silence != null ? silence : new InstallationRefused(hindrance);
  }

  public String code() {
    return code;
  }
}
