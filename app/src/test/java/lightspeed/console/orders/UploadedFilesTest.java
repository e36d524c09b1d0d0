package lightspeed.console.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadedFilesTest {
  @TempDir private Path folder = Path.of("");

  private String keep(InstantSource clock) throws IOException {
    return new UploadedFiles(folder, clock)
        .keep(new ByteArrayInputStream("a,b".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFileIsFoundByItsKeyUntilItIsDeletedAndByNobodyElse() throws IOException {
    var files = new UploadedFiles(folder, InstantSource.system());
    var key = keep(InstantSource.system());

    assertThat(Files.readString(files.find(key).orElseThrow())).isEqualTo("a,b");
    assertThat(Files.getPosixFilePermissions(folder.resolve("uploads")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    files.delete(key);
    files.delete(key);
    assertThat(files.find(key)).isEmpty();
  }

  @Test
  void afterAnHourAFileIsGone() throws IOException {
    var key = keep(InstantSource.system());
    var later = InstantSource.fixed(Instant.now().plus(Duration.ofMinutes(61)));

    var other = keep(later);

    assertThat(new UploadedFiles(folder, later).find(key)).isEmpty();
    assertThat(other).isNotEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../etc/passwd", "0123456789abcdef0123456789abcdeg", "a.csv"})
  void whatIsNoKeyFindsNothing(String key) throws IOException {
    keep(InstantSource.system());

    assertThat(new UploadedFiles(folder, InstantSource.system()).find(key)).isEmpty();
  }
}
