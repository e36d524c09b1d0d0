package lightspeed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import lightspeed.db.Sabotage;
import org.jspecify.annotations.Nullable;

/// Ways to spoil an installation that take more than one step.
final class SickWorldSteps {
  private SickWorldSteps() {}

  static void hideASetting(SickWorld world) {
    world.cli("config:set", "queue_concurrency", "4");
    world.set("QUEUE_CONCURRENCY", "3");
  }

  static void changeTheKey(SickWorld world) {
    world.store("notify_secret", "x");
    world.write("data/key", "A".repeat(43) + "=");
  }

  static void letOthersWriteTheEnvFile(SickWorld world) throws IOException {
    world.write(".env", "QUEUE_MAX_RETRIES=4\n");
    Files.setPosixFilePermissions(
        world.folder.resolve(".env"), PosixFilePermissions.fromString("rw-rw----"));
  }

  /// For a user who may see that it is not there.
  static void nameAnUnknownDatabase(SickWorld world) {
    user(world, "GRANT ALL ON *.* TO");
    world.set(
        "LIGHTSPEED_DATABASE_URL",
        world.database.address().url().replace(schema(world), "no_such_database"));
  }

  static void takeRightsAway(SickWorld world) {
    user(world, "GRANT SELECT, INSERT, UPDATE, DELETE ON " + schema(world) + ".* TO");
  }

  private static void user(SickWorld world, String grant) {
    var name = "'u_" + schema(world) + "'@'127.0.0.1'";
    Sabotage.asAdministrator(
        world.database,
        "CREATE OR REPLACE USER " + name + " IDENTIFIED BY 'password-of-a-test'",
        grant + " " + name);
    world.set("LIGHTSPEED_DATABASE_USER", "u_" + schema(world));
    world.set("LIGHTSPEED_DATABASE_PASSWORD", "password-of-a-test");
  }

  private static String schema(SickWorld world) {
    return world.database.address().databaseName();
  }

  /// Empties the database, but for a table of somebody else.
  ///
  /// @param table null for none
  static void leaveOnly(SickWorld world, @Nullable String table) {
    var schema = schema(world);
    Sabotage.asAdministrator(
        world.database,
        "DROP DATABASE " + schema,
        "CREATE DATABASE " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    if (table != null) {
      Sabotage.asAdministrator(world.database, "CREATE TABLE " + table + " (id INT)");
    }
  }

  /// A schedule that nobody looked at for so many hours.
  static void schedule(SickWorld world, String name, int hours) {
    world.sql(
        "INSERT INTO queue_schedules (name, next_at) VALUES (?, NOW(6) - INTERVAL ? HOUR)",
        name,
        hours);
  }

  static void subscribeOthers(SickWorld world, String url) throws IOException {
    world.webhook(
        "POST",
        "",
        "{\"type\":\"consignment.send\",\"active\":true,\"url\":\"%s\"}".formatted(url));
  }

  static void delivery(SickWorld world, String status) {
    world.sql(
        """
        INSERT INTO lightspeed_webhooks
          (event_type, status, body, verified_by, source_address, received_at, error_message)
        VALUES ('consignment.receive', ?, '', 'PATH_SECRET', '::1', NOW(6) - INTERVAL 1 HOUR, 'x')
        """,
        status);
  }

  static void notification(SickWorld world, String status) {
    world.sql(
        """
        INSERT INTO lightspeed_notifications
          (event_type, consignment_id, content, status, created_at, error_message)
        VALUES ('order.synced', 'PO-1', '{}', ?, NOW(6) - INTERVAL 2 HOUR, 'no answer')
        """,
        status);
  }
}
