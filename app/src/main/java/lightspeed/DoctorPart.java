package lightspeed;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightspeed.changes.UnjudgedOrders;
import lightspeed.doctor.Doctor;
import lightspeed.doctor.DoctorParts;
import lightspeed.doctor.LightspeedCalls;
import lightspeed.lookup.ConnectionTest.Connected;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;

/// The doctor, who is handed everything as a question: what cannot be made is what it looks for.
final class DoctorPart {
  private final App app;
  private final Map<String, String> environment;
  private final @Nullable Path envFile;
  private final Program program;
  private final String version;

  DoctorPart(
      App app,
      Map<String, String> environment,
      @Nullable Path envFile,
      Program program,
      String version) {
    this.app = app;
    this.program = program;
    this.environment = environment;
    this.envFile = envFile;
    this.version = version;
  }

  Doctor doctor() {
    return Doctor.of(
        new DoctorParts(
            new DoctorParts.Here(
                version, program.javaDate(), app.clock(), environment, program.home(), envFile),
            new DoctorParts.SettingsParts(
                app::localConfiguration, app::configuration, app::dataDirectory),
            new DoctorParts.DatabaseParts(
                app::unchecked,
                app::filledMigrations,
                app::migrationDatabase,
                app::installation,
                () -> app.audit().verify(null),
                () -> app.embeddedServer().isPresent()),
            new DoctorParts.RemoteParts(
                new Calls(app),
                () -> app.budget().state(),
                () -> app.line().lookClosely(),
                app::subscriptions,
                app::refusedOfLastDay),
            new DoctorParts.QueueParts(() -> app.queue().glance(), app::jobTypes),
            new DoctorParts.OrderParts(
                this::walks, () -> app.database().read(UnjudgedOrders::find))));
  }

  private DoctorParts.OrderParts.Walks walks() {
    var state = app.register().state();
    return new DoctorParts.OrderParts.Walks(
        state.sinceEnded(), app.pollInterval(), state.trouble());
  }

  private record Calls(App app) implements LightspeedCalls {
    private static final int FORBIDDEN = 403;

    @Override
    public Connected test() throws InterruptedException {
      return app.connectionTest().look();
    }

    @Override
    public List<XSeriesException.Rejected> forbiddenReads() throws InterruptedException {
      var client = app.client();
      var me = Caller.person();
      List<XSeriesException.Rejected> forbidden = new ArrayList<>();
      for (Read read :
          List.<Read>of(
              () -> client.listedOrders(me, 0, 1),
              () -> client.productsBySku(me, List.of("-")),
              () -> client.outlets(me, 0),
              () -> client.suppliers(me, 0))) {
        try {
          var _ = read.make();
        } catch (XSeriesException.Rejected refused) {
          if (refused.status() != FORBIDDEN) {
            throw refused;
          }
          forbidden.add(refused);
        }
      }
      return forbidden;
    }

    @FunctionalInterface
    private interface Read {
      Object make() throws InterruptedException;
    }

    @Override
    public Instant now() {
      return app.clock().instant();
    }
  }
}
