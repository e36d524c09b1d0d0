package lightspeed.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuditTest {
  @TempDir private Path folder = Path.of("");

  private Path bill = Path.of("");
  private Path database = Path.of("");
  private String said = "";

  @BeforeEach
  void aBillOfTwoLibraries() throws IOException {
    bill = folder.resolve("bom.json");
    ship("2.5.0");
    database = Files.createDirectory(folder.resolve("osv"));
  }

  private void ship(String version) throws IOException {
    Files.writeString(
        bill,
        """
        {"bomFormat": "CycloneDX", "components": [
          {"group": "org.parts", "name": "wheel", "version": "%1$s",
           "purl": "pkg:maven/org.parts/wheel@%1$s?type=jar"},
          {"group": "org.parts", "name": "axle", "version": "1",
           "purl": "pkg:maven/org.parts/axle@1?type=jar"}]}
        """
            .formatted(version));
  }

  private static String range(String events) {
    return """
    {"id": "GHSA-1", "aliases": ["CVE-2026-1"], "summary": "It falls off.",
     "modified": "2026-11-01T00:00:00Z", "database_specific": {"severity": "HIGH"},
     "affected": [{"package": {"ecosystem": "Maven", "name": "org.parts:wheel"},
       "ranges": [{"type": "ECOSYSTEM", "events": [%s]}]}]}
    """
        .formatted(events);
  }

  private int audit() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Audit.run(database, List.of(bill), out, out);
    said = bytes.toString(StandardCharsets.UTF_8);
    return exit;
  }

  @ParameterizedTest
  @CsvSource({
    "1.9, false",
    "2.0-rc1, false",
    "2.0, true",
    "2.5.0, true",
    "2.10-beta, true",
    "2.10, false",
    "3.0, false",
    "3.1, true",
    "3.3, true",
    "3.4, false",
  })
  void aRangeAffectsWhatLiesBetweenItsEvents(String version, boolean isAffected)
      throws IOException {
    ship(version);
    Files.writeString(
        database.resolve("GHSA-1.json"),
        range(
            """
            {"introduced": "3.1"}, {"last_affected": "3.3"}, {"introduced": "2.0"},
            {"fixed": "2.10"}\
            """));

    assertThat(audit()).as(said).isEqualTo(isAffected ? 1 : 0);
  }

  @Test
  void whatIsFoundIsSaidWithItsFixAndEveryVersionIsAffectedFromZeroOn() throws IOException {
    ship("0-alpha");
    Files.writeString(
        database.resolve("GHSA-1.json"), range("{\"introduced\": \"0\"}, {\"fixed\": \"2.5.1\"}"));

    assertThat(audit()).isEqualTo(1);

    assertThat(said)
        .contains(
            "org.parts:wheel 0-alpha: GHSA-1 (CVE-2026-1), HIGH, fixed in 2.5.1. It falls off.")
        .contains(
            "1 known vulnerability in 2 libraries that are shipped, by 1 entry about Maven"
                + " packages, the newest of 2026-11-01T00:00:00Z.");
  }

  @Test
  void aListedVersionIsAffectedWithoutARange() throws IOException {
    Files.writeString(
        database.resolve("GHSA-2.json"),
        """
        {"id": "GHSA-2", "affected": [
          {"package": {"ecosystem": "Maven", "name": "org.parts:axle"}, "versions": ["0.9", "1"]}]}
        """);

    assertThat(audit()).isEqualTo(1);

    assertThat(said).contains("org.parts:axle 1: GHSA-2, no fix known.").contains("an unknown day");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"withdrawn\": \"2026-01-01T00:00:00Z\", \"affected\": [{\"package\": {\"ecosystem\":"
            + " \"Maven\", \"name\": \"org.parts:wheel\"}, \"versions\": [\"2.5.0\"]}]",
        "\"affected\": [{\"package\": {\"ecosystem\": \"npm\", \"name\": \"org.parts:wheel\"},"
            + " \"versions\": [\"2.5.0\"]}]",
        "\"affected\": [{\"package\": {\"ecosystem\": \"Maven\", \"name\": \"org.parts:wheels\"},"
            + " \"versions\": [\"2.5.0\"]}]",
      })
  void whatWasWithdrawnOrIsAboutOtherPackagesIsNotFound(String members) throws IOException {
    Files.writeString(database.resolve("1.json"), "{\"id\": \"X\", " + members + "}");
    Files.writeString(
        database.resolve("2.json"), range("{\"introduced\": \"0\"}, {\"fixed\": \"2.5.0\"}"));

    assertThat(audit()).as(said).isZero();

    assertThat(said).startsWith("No known vulnerability in 2 libraries");
  }

  @Test
  void aZipAsItIsOfferedIsReadAndSoIsASingleEntry() throws IOException {
    database = folder.resolve("all.zip");
    String entry = range("{\"introduced\": \"2\"}");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(database))) {
      zip.putNextEntry(new ZipEntry("GHSA-1.json"));
      zip.write(entry.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(audit()).isEqualTo(1);

    database = Files.writeString(folder.resolve("GHSA-1.json"), entry);
    assertThat(audit()).isEqualTo(1);
  }

  @Test
  void withoutAUsableDatabaseNothingWasCheckedAndThatIsSaid() throws IOException {
    assertThat(audit()).isEqualTo(2);
    assertThat(said).startsWith("Nothing was checked.").contains("no OSV entry", Audit.SOURCE);

    Files.writeString(database.resolve("broken.json"), "{");
    assertThat(audit()).isEqualTo(2);
    assertThat(said).contains("broken.json is not an OSV entry");

    database = folder.resolve("nowhere");
    assertThat(audit()).isEqualTo(2);
    assertThat(said).contains("There is no vulnerability database at", Audit.SOURCE);
  }

  @Test
  void aBillThatNamesNothingIsNotGoodNews() throws IOException {
    Files.writeString(
        database.resolve("2.json"), range("{\"introduced\": \"0\"}, {\"fixed\": \"1\"}"));
    Files.writeString(bill, "{\"components\": []}");

    assertThat(audit()).isEqualTo(2);

    assertThat(said).contains("names no components");
  }
}
