package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @Test
  void aPlainUrlIsKept() {
    var address =
        DatabaseAddress.parse("jdbc:mariadb://db.example.com:3307/orders", "shop", "s3cret");

    assertThat(address.url()).isEqualTo("jdbc:mariadb://db.example.com:3307/orders");
    assertThat(address.user()).isEqualTo("shop");
    assertThat(address.password()).isEqualTo("s3cret");
    assertThat(address.databaseName()).isEqualTo("orders");
    assertThat(address.firstNode()).isEqualTo(new DatabaseAddress.Node("db.example.com", 3307));
  }

  @Test
  void severalNodesAreKeptAndTheFirstIsForProgramsThatKnowOne() {
    var address =
        DatabaseAddress.parse("jdbc:mariadb:sequential://a:3307,b,[::1]:3309/x", "u", "p");

    assertThat(address.hosts()).isEqualTo("a:3307,b,[::1]:3309");
    assertThat(address.firstNode()).isEqualTo(new DatabaseAddress.Node("a", 3307));
    assertThat(DatabaseAddress.parse("jdbc:mariadb:loadbalance://[::1],b/x", "u", "p").firstNode())
        .isEqualTo(new DatabaseAddress.Node("::1", 3306));
  }

  @Test
  void userAndPasswordLeaveTheUrl() {
    var address =
        DatabaseAddress.parse(
            "jdbc:mariadb://h/x?user=shop&sslMode=trust&password=s3c=ret", null, "");

    assertThat(address.url()).isEqualTo("jdbc:mariadb://h/x?sslMode=trust");
    assertThat(address.user()).isEqualTo("shop");
    assertThat(address.password()).isEqualTo("s3c=ret");
  }

  @Test
  void userAndPasswordGivenBesideTheUrlWin() {
    var address = DatabaseAddress.parse("jdbc:mariadb://h/x?user=a&password=b", "shop", "s3cret");

    assertThat(address.user()).isEqualTo("shop");
    assertThat(address.password()).isEqualTo("s3cret");
  }

  @Test
  void noTextHoldsThePassword() {
    var address = DatabaseAddress.parse("jdbc:mariadb://h/x?password=s3cret", "u", null);

    assertThat(address.toString()).doesNotContain("s3cret").contains("***");
  }

  @Test
  void forcedOptionsReplaceThoseOfTheUrl() {
    var address = DatabaseAddress.parse("jdbc:mariadb://h/x?useBulkStmts=true&a=b", "u", "p");

    assertThat(address.urlWith(Map.of("useBulkStmts", "false")))
        .isEqualTo("jdbc:mariadb://h/x?useBulkStmts=false&a=b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "jdbc:mysql://h/x?password=s3cret",
        "jdbc:mariadb://u:s3cret@h/x",
        "jdbc:mariadb:replication://h/x?password=s3cret",
        "jdbc:mariadb://h?password=s3cret",
        "jdbc:mariadb://h/?password=s3cret",
        "jdbc:mariadb:///x?password=s3cret",
        "jdbc:mariadb://a,,b/x?password=s3cret",
        "jdbc:mariadb://h:port/x?password=s3cret",
        "jdbc:mariadb://h:0/x?password=s3cret",
        "jdbc:mariadb://h:65536/x?password=s3cret",
        "jdbc:mariadb://address=(host=h)(port=1)/x?password=s3cret",
      })
  void anUnusableUrlIsRefusedWithoutRepeatingThePassword(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseAddress.parse(url, "u", "p"))
        .withMessageContaining("database URL")
        .withMessageEndingWith(".")
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"));
  }
}
