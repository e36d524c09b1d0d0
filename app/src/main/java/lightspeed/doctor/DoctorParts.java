package lightspeed.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lightspeed.audit.AuditVerification;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.db.Database;
import lightspeed.db.Migrations;
import lightspeed.installation.Installation;
import lightspeed.job.QueueStats;
import lightspeed.retailer.LineState;
import lightspeed.subscription.Subscriptions;
import lightspeed.webhook.Refusal;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;

/// What the doctor looks at. Everything is asked for only when it is its turn, because making it
/// may fail.
public record DoctorParts(
    Here here,
    SettingsParts settings,
    DatabaseParts database,
    RemoteParts remote,
    QueueParts queue,
    OrderParts orders) {

  /// This process and where it is.
  ///
  /// @param version of this program
  /// @param javaDate when the JDK was released, as its property `java.version.date` says
  /// @param home the launcher's folder, null when there is no launcher
  /// @param envFile null when there is none
  public record Here(
      String version,
      String javaDate,
      InstantSource clock,
      Map<String, String> environment,
      @Nullable Path home,
      @Nullable Path envFile) {
    public Here {
      environment = Map.copyOf(environment);
    }
  }

  /// The settings.
  ///
  /// @param outsideDatabase without those in the database
  public record SettingsParts(
      Supplier<Configuration> outsideDatabase,
      Supplier<Configuration> all,
      Supplier<DataDirectory> directory) {}

  /// The database.
  ///
  /// @param database usable whatever its tables are
  /// @param migrationDatabase the same as the user that changes tables
  /// @param isEmbedded whether it is our own
  public record DatabaseParts(
      Supplier<Database> database,
      Supplier<Migrations> migrations,
      Supplier<Database> migrationDatabase,
      Supplier<Installation> installation,
      Supplier<AuditVerification> audit,
      BooleanSupplier isEmbedded) {}

  /// Lightspeed, and what comes from there.
  public record RemoteParts(
      LightspeedCalls connection,
      Supplier<CallBudget.State> budget,
      Supplier<LineState> line,
      Supplier<Subscriptions> subscriptions,
      Supplier<Map<Refusal, Long>> refusedOfLastDay) {}

  /// Jobs and workers.
  ///
  /// @param knownTypes job types that a worker of this version does
  public record QueueParts(Supplier<QueueStats> glance, Supplier<Set<String>> knownTypes) {}

  /// Orders and how they are compared with Lightspeed.
  ///
  /// @param unjudged numbers of orders that another consignment has, which nothing has read yet
  public record OrderParts(Supplier<Walks> walks, Supplier<List<String>> unjudged) {
    /// What is known of the walks of the list of consignments.
    ///
    /// @param sinceEnded since the last one came to its end; null: none did
    /// @param interval from one poll to the next
    /// @param trouble what keeps a walk from its end, for people; null: nothing
    public record Walks(
        @Nullable Duration sinceEnded, Duration interval, @Nullable String trouble) {}
  }
}
