package lightspeed.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Something that the doctor can find. docs/doctor.md is the same list for people; a test compares
/// them.
public sealed interface Fault
    permits SettingsFault,
        FilesFault,
        DatabaseFault,
        InstallationFault,
        LightspeedFault,
        QueueFault,
        OrdersFault,
        WebhooksFault,
        NotificationsFault {

  /// Every fault, by topic.
  static List<Fault> all() {
    return Stream.<Fault[]>of(
            SettingsFault.values(),
            FilesFault.values(),
            DatabaseFault.values(),
            InstallationFault.values(),
            LightspeedFault.values(),
            QueueFault.values(),
            OrdersFault.values(),
            WebhooksFault.values(),
            NotificationsFault.values())
        .flatMap(Stream::of)
        .toList();
  }

  /// The constant's own name.
  String name();

  Topic topic();

  Severity severity();

  /// What it means for the work, one sentence.
  String meaning();

  /// What repairs it, mostly a command.
  String repair();

  /// The name for scripts and documentation, such as `token-refused`.
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
