package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {
  @RegisterExtension static final TestDatabase SCHEMA = TestDatabase.migrated();

  @ParameterizedTest
  @CsvSource({
    "1213, Busy, true",
    "1205, Busy, true",
    "1020, Busy, true",
    "1047, Busy, true",
    "1040, Busy, true",
    "1203, Busy, true",
    "1317, Busy, true",
    "1969, Busy, true",
    "1290, ReadOnly, true",
    "1792, ReadOnly, true",
    "1021, StorageFull, true",
    "1114, StorageFull, true",
    "28, StorageFull, true",
    "1053, Unreachable, true",
    "1927, Unreachable, true",
    "1044, AccessDenied, false",
    "1045, AccessDenied, false",
    "1142, AccessDenied, false",
    "1698, AccessDenied, false",
    "1049, MissingDatabase, false",
    "1146, SchemaMissing, false",
    "1062, DuplicateKey, false",
    "1064, Failed, false",
  })
  void aServersErrorNumberDecidesWhatItIs(int code, String kind, boolean isTransient) {
    DatabaseException told =
        catchThrowableOfType(
            DatabaseException.class,
            () ->
                SCHEMA
                    .database()
                    .read(
                        handle ->
                            handle.execute("SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = " + code)));

    assertThat(told).isNotNull();
    assertThat(told.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(told.isTransient()).isEqualTo(isTransient);
    assertThat(told.getMessage()).doesNotContain("conn=");
  }

  @ParameterizedTest
  @CsvSource({
    "1030, 'Got error 28 \"No space left on device\" from storage engine InnoDB', STORAGE_FULL",
    "1026, 'Error writing file x (Errcode: 28 \"No space left on device\")', STORAGE_FULL",
    "1180, 'Got error 28 \"No space left on device\" during COMMIT', STORAGE_FULL",
    "1030, 'Got error 128 from storage engine', OTHER",
    "1064, 'near error 28', OTHER",
  })
  void aFullDiskIsFoundInTheNumberOfTheOperatingSystem(
      int code, String message, SqlErrorKind kind) {
    assertThat(SqlErrors.kindOf(new SQLException(message, "HY000", code))).isEqualTo(kind);
  }

  @Test
  void theCauseDecidesWhenTheOutermostErrorSaysNothing() {
    SQLException cause = new SQLException("denied", "28000", SqlErrors.ER_ACCESS_DENIED_ERROR);
    SQLException pool = new SQLException("not available", "08000", 0, cause);

    assertThat(SqlErrors.kindOf(new IllegalStateException(pool)))
        .isEqualTo(SqlErrorKind.ACCESS_DENIED);
  }

  @Test
  void aPoolThatGetsNoConnectionOfAStalledServerIsToldAsUnreachable() {
    SQLException closed =
        new SQLSyntaxErrorException("setNetworkTimeout cannot be called", "42000", 0);

    assertThat(SqlErrors.kindOf(new SQLTransientConnectionException("request timed out")))
        .isEqualTo(SqlErrorKind.CONNECTION_LOST);
    assertThat(SqlErrors.kindOf(new SQLTransientConnectionException("request timed out", closed)))
        .isEqualTo(SqlErrorKind.CONNECTION_LOST);
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() {
    var address = DatabaseAddress.parse(SCHEMA.address().url(), "lightspeed", "s3cret-wrong");
    try (Connections connections = Connections.single(address)) {
      assertThatExceptionOfType(DatabaseException.AccessDenied.class)
          .isThrownBy(() -> connections.database().read(handle -> handle.execute("SELECT 1")))
          .withMessageContaining("LIGHTSPEED_DATABASE_PASSWORD")
          .satisfies(told -> assertThat(told.toString()).doesNotContain("s3cret"));
    }
  }

  @Test
  void aPoolTellsAWrongPasswordToo() {
    var address = DatabaseAddress.parse(SCHEMA.address().url(), "lightspeed", "s3cret-wrong");
    try (Connections connections = Connections.pool(address, 1)) {
      assertThatExceptionOfType(DatabaseException.AccessDenied.class)
          .isThrownBy(() -> connections.database().read(handle -> handle.execute("SELECT 1")));
    }
  }

  @Test
  void aDatabaseThatDoesNotExistIsToldAsMissing() {
    DatabaseAddress root = TestServer.running().rootAddress("nowhere");
    try (Connections connections = Connections.single(root)) {
      assertThatExceptionOfType(DatabaseException.MissingDatabase.class)
          .isThrownBy(() -> connections.database().read(handle -> handle.execute("SELECT 1")))
          .withMessageContaining("nowhere");
    }
  }

  @Test
  void aPortWhereNobodyListensIsUnreachableAndNamesTheHost() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    var address = DatabaseAddress.parse("jdbc:mariadb://127.0.0.1:" + port + "/x", "u", "s3cret");
    try (Connections connections = Connections.single(address)) {
      assertThatExceptionOfType(DatabaseException.Unreachable.class)
          .isThrownBy(() -> connections.database().read(handle -> handle.execute("SELECT 1")))
          .withMessageContaining(Integer.toString(port))
          .withMessageContaining("LIGHTSPEED_DATABASE_URL")
          .satisfies(told -> assertThat(told.getMessage()).doesNotContain("s3cret"));
    }
  }

  @Test
  void theNextNodeIsTakenWhenTheFirstDoesNotAnswer() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    DatabaseAddress real = SCHEMA.address();
    var address =
        DatabaseAddress.parse(
            "jdbc:mariadb:sequential://127.0.0.1:%d,%s/%s"
                .formatted(port, real.hosts(), real.databaseName()),
            real.user(),
            real.password());
    try (Connections connections = Connections.single(address)) {
      int one =
          connections
              .database()
              .inTransaction(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());

      assertThat(one).isEqualTo(1);
    }
  }

  @Test
  void aReadOnlyServerIsToldAsOne() {
    TestDatabase.asRoot("mysql", List.of("SET GLOBAL read_only = 1"));
    try {
      assertThatExceptionOfType(DatabaseException.ReadOnly.class)
          .isThrownBy(
              () ->
                  SCHEMA
                      .database()
                      .useTransaction(handle -> handle.execute("DELETE FROM settings")))
          .matches(DatabaseException::isTransient);
    } finally {
      TestDatabase.asRoot("mysql", List.of("SET GLOBAL read_only = 0"));
    }
  }
}
