package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFileTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("sandbox.data");
  }

  private Sandbox start() {
    return Sandbox.start(options -> options.withData(file()));
  }

  @Test
  void stateSurvivesARestart() throws IOException {
    String order;
    String deleted;
    long version;
    BigDecimal stock;
    try (Sandbox sandbox = start()) {
      order = sandbox.order("SENT");
      deleted = sandbox.order();
      sandbox.delete("/consignments/" + deleted);
      sandbox.order("RECEIVED");
      sandbox.delete("/consignments/" + sandbox.order() + "/products/" + sandbox.product(0).id());
      sandbox.post(
          "/webhooks", "{'active':true,'type':'sale.update','url':'https://shop.example'}");
      stock = sandbox.emulator.stock(sandbox.product(0).id(), sandbox.outlet());
      version = sandbox.get("/consignments/" + sandbox.draft()).version();
    }

    try (Sandbox sandbox = start()) {
      assertThat(sandbox.statusOf(order)).isEqualTo("SENT");
      assertThat(sandbox.count(order)).isEqualTo("10.00000");
      assertThat(sandbox.get("/consignments/" + deleted).status()).isEqualTo(404);
      assertThat(sandbox.emulator.consignments()).hasSize(5);
      assertThat(sandbox.get("/webhooks").data().size()).isEqualTo(1);
      assertThat(sandbox.emulator.stock(sandbox.product(0).id(), sandbox.outlet()))
          .isEqualByComparingTo(stock);
      assertThat(sandbox.get("/consignments/" + sandbox.draft()).version()).isGreaterThan(version);
    }
  }

  @Test
  void onlyItsOwnerMayReadTheFileAlsoOneThatWasOpenToOthers() throws IOException {
    try (Sandbox _ = start()) {
      assertThat(rights()).isEqualTo("rw-------");
    }
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    try (Sandbox _ = start()) {
      assertThat(rights()).isEqualTo("rw-------");
    }
  }

  private String rights() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  @Test
  void changeIsInTheFileBeforeItsAnswer() throws IOException {
    try (Sandbox sandbox = start()) {
      String id = sandbox.order();
      Path copy = directory.resolve("copy.data");
      Files.copy(file(), copy);

      try (Sandbox other = Sandbox.start(options -> options.withData(copy))) {
        assertThat(other.count(id)).isEqualTo("10.00000");
      }
    }
  }

  @Test
  void lineThatWasNotFinishedIsLeftOut() throws IOException {
    String id;
    try (Sandbox sandbox = start()) {
      id = sandbox.order();
    }
    Files.writeString(file(), "{\"version\":53036", StandardOpenOption.APPEND);

    try (Sandbox sandbox = start()) {
      assertThat(sandbox.count(id)).isEqualTo("10.00000");
      sandbox.order();
    }
    try (Sandbox sandbox = start()) {
      assertThat(sandbox.emulator.consignments()).hasSize(2);
    }
  }

  @Test
  void resetEmptiesTheFile() throws IOException {
    try (Sandbox sandbox = start()) {
      sandbox.order();
      sandbox.emulator.reset();
      sandbox.draft();
    }

    try (Sandbox sandbox = start()) {
      assertThat(sandbox.emulator.consignments()).hasSize(1);
    }
  }

  @Test
  void foreignFileAndOtherSeedAreRefusedAndLeftAlone() throws IOException {
    Path foreign = directory.resolve("notes.txt");
    Files.writeString(foreign, "{\"my\":\"notes\"}\n");
    try (Sandbox sandbox = start()) {
      sandbox.draft();
    }

    assertThatThrownBy(() -> Emulator.start(EmulatorOptions.defaults().withData(foreign)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("is not a data file of the emulator.");
    assertThatThrownBy(
            () -> Emulator.start(EmulatorOptions.defaults().withData(file()).withSeed(9)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was made with seed 1, not 9. Leave --seed out");
    assertThat(Files.readString(foreign)).isEqualTo("{\"my\":\"notes\"}\n");
  }

  @Test
  void fileOfAnEarlierVersionGoesOnAsBirthZero() throws IOException {
    Files.writeString(file(), "{\"format\":\"x-series emulator 1\",\"seed\":1}\n");

    try (Sandbox sandbox = start()) {
      assertThat(sandbox.emulator.birth()).isZero();
      assertThat(sandbox.emulator.domainPrefix()).isEqualTo("sandbox");
      assertThat(sandbox.emulator.outlets().getFirst().id()).startsWith("3c1f62");
    }
  }

  @Test
  void connectionOfAnEarlierFileMayDoEverything() throws IOException {
    Files.writeString(
        file(),
        """
        {"format":"x-series emulator 1","seed":1,"birth":7}
        {"version":1,"serial":2,"changes":[{"table":"grants","put":{"id":"rt_1",\
        "access_token":"at_1","application":"app","expires_at":"2030-01-01T00:00:00Z","version":2}}]}
        """);

    try (Sandbox sandbox = Sandbox.start(options -> options.withData(file()))) {
      var request = sandbox.builder("/api/2.0/products").setHeader("Authorization", "Bearer at_1");
      assertThat(sandbox.send(request, "GET", "").status()).isEqualTo(200);
    }
  }
}
