package lightspeed.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
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
import lightspeed.subscription.Subscriptions;
import lightspeed.webhook.Refusal;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;

/// What the doctor looks at. Everything is asked for only when it is its turn, because making it
/// may fail.
///
/// @param knownTypes job types that a worker of this version does
public record DoctorParts(
    Here here,
    SettingsParts settings,
    DatabaseParts database,
    RemoteParts remote,
    Supplier<Set<String>> knownTypes) {

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
      Supplier<Subscriptions> subscriptions,
      Supplier<Map<Refusal, Long>> refusedOfLastDay) {}
}
