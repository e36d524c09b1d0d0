package lightspeed.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Who besides the log file is told every hour where the audit log ends.
///
/// @param syslog such as `udp://logs.example.com:514`; null: no syslog server
/// @param isNotified whether `notify_url` is told too; default false
public record AuditConfig(@Nullable URI syslog, boolean isNotified) {}
