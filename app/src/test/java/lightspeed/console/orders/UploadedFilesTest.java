package lightspeed.console.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadedFilesTest {
  private static final long EVA = 7;
  private static final long BEN = 77;

  @TempDir private Path folder = Path.of("");

  private String keep(InstantSource clock) throws IOException {
    return new UploadedFiles(folder, clock)
        .keep(EVA, new ByteArrayInputStream("a,b".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFileIsFoundByItsKeyUntilItIsDeletedAndByNobodyElse() throws IOException {
    var files = new UploadedFiles(folder, InstantSource.system());
    var key = keep(InstantSource.system());

    assertThat(Files.readString(files.find(EVA, key).orElseThrow())).isEqualTo("a,b");
    assertThat(Files.getPosixFilePermissions(folder.resolve("uploads")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(files.find(EVA, key).orElseThrow()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(files.find(BEN, key)).isEmpty();
    files.delete(BEN, key);
    assertThat(files.find(EVA, key)).isPresent();
    files.delete(EVA, key);
    files.delete(EVA, key);
    assertThat(files.find(EVA, key)).isEmpty();
  }

  @Test
  void afterAnHourAFileIsGone() throws IOException {
    var key = keep(InstantSource.system());
    var later = InstantSource.fixed(Instant.now().plus(Duration.ofMinutes(61)));

    var other = keep(later);

    assertThat(new UploadedFiles(folder, later).find(EVA, key)).isEmpty();
    assertThat(other).isNotEqualTo(key);
  }

  @Test
  void aStartDeletesWhatAnEarlierProcessLeftAnHourAgo() throws IOException {
    var key = keep(InstantSource.system());
    var cut = Files.writeString(folder.resolve("uploads/MultiPart123"), "half");

    var _ = new UploadedFiles(folder, InstantSource.system()).start();
    assertThat(cut).exists();
    var later = InstantSource.fixed(Instant.now().plus(Duration.ofMinutes(61)));
    assertThat(new UploadedFiles(folder, later).find(EVA, key)).isEmpty();
    var _ = new UploadedFiles(folder, later).start();

    assertThat(folder.resolve("uploads")).isEmptyDirectory();
  }

  @Test
  void aPersonHasNoMoreThanFiveAndTheOldestGoes() throws IOException {
    var first = keep(InstantSource.system());
    Files.setLastModifiedTime(
        folder.resolve("uploads").resolve(first + ".csv"),
        FileTime.from(Instant.now().minusSeconds(9)));
    for (int n = 0; n < UploadedFiles.MAX_OF_PERSON; n++) {
      keep(InstantSource.system());
    }

    var files = new UploadedFiles(folder, InstantSource.system());
    assertThat(files.find(EVA, first)).isEmpty();
    assertThat(folder.resolve("uploads").toFile().list()).hasSize(UploadedFiles.MAX_OF_PERSON);
  }

  @Test
  void whenTooMuchWaitsAFurtherUploadIsRefused() throws IOException {
    keep(InstantSource.system());
    var full = new UploadedFiles(folder, InstantSource.system(), 3);

    assertThatThrownBy(() -> full.keep(BEN, InputStream.nullInputStream()))
        .hasMessage("Too many uploaded files wait for their confirmation. Try again in an hour.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../../etc/passwd", "7-0123456789abcdef0123456789abcdeg", "a.csv"})
  void whatIsNoKeyFindsNothing(String key) throws IOException {
    keep(InstantSource.system());

    assertThat(new UploadedFiles(folder, InstantSource.system()).find(EVA, key)).isEmpty();
  }
}
