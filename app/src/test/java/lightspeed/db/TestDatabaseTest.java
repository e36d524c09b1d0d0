package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTest {
  @RegisterExtension static final TestDatabase SHARED = TestDatabase.migrated();
  @RegisterExtension final TestDatabase own = TestDatabase.migrated();

  @Test
  void everyTestStartsWithEmptyTables() {
    assertThat(settings(SHARED)).isZero();

    SHARED.database().useTransaction(TestDatabaseTest::addSetting);
  }

  @Test
  void everyTestStartsWithEmptyTablesInWhateverOrderTheyRun() {
    assertThat(settings(SHARED)).isZero();

    SHARED.database().useTransaction(TestDatabaseTest::addSetting);
  }

  @Test
  void aCopiedSchemaIsAsCurrentAsAMigratedOne() {
    new Migrations(own.address(), own.database()).requireCurrent();

    assertThat(new Migrations(own.address(), own.database()).migrate()).isZero();
  }

  @Test
  void schemasDoNotSeeEachOther() {
    SHARED.database().useTransaction(TestDatabaseTest::addSetting);

    assertThat(settings(own)).isZero();
  }

  private static void addSetting(org.jdbi.v3.core.Handle handle) {
    handle.execute("INSERT INTO settings (name, value) VALUES ('a', 'b')");
  }

  private static int settings(TestDatabase database) {
    return database
        .database()
        .read(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM settings").mapTo(Integer.class).one());
  }
}
