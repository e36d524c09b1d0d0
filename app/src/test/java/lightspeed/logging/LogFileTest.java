package lightspeed.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int ROOM_FOR_TWO = 20;
  private static final int KEPT = 12;

  @TempDir Path folder;
  private Path path = Path.of("unused");

  @BeforeEach
  void path() {
    path = folder.resolve("logs/worker.log");
  }

  @Test
  void isThereToBeFollowedBeforeTheFirstLine() throws IOException {
    try (var file = file("1")) {
      file.open(NOON);

      assertThat(path).isEmptyFile();
    }
  }

  @Test
  void goesOnWhereTheLastProcessStopped() throws IOException {
    for (var line : List.of("first", "second")) {
      try (var file = file("1")) {
        file.open(NOON);
        write(file, line, NOON);
      }
      Files.setLastModifiedTime(path, FileTime.from(NOON));
    }

    assertThat(path).hasContent("first\nsecond\n");
  }

  @Test
  void aFullFileIsSetAsideAndNothingIsLost() throws IOException {
    try (var file = file("1")) {
      file.open(NOON);
      for (int i = 0; i < 5; i++) {
        write(file, "line-%04d".formatted(i), NOON);
      }
    }

    assertThat(path).hasContent("line-0004\n");
    assertThat(allLines())
        .containsExactly("line-0000", "line-0001", "line-0002", "line-0003", "line-0004");
    assertThat(aside()).hasSize(2);
  }

  @Test
  void aNewDayBeginsANewFile() throws IOException {
    try (var file = file("1")) {
      file.open(NOON);
      write(file, "today", NOON);
      write(file, "tomorrow", NOON.plus(Duration.ofDays(1)));
    }

    assertThat(path).hasContent("tomorrow\n");
    assertThat(aside()).singleElement().asString().contains("worker.2026-11-23T120000.1-1.log");
  }

  @Test
  void aLineThatIsLargerThanTheFileIsStillWritten() throws IOException {
    try (var file = file("1")) {
      file.open(NOON);
      write(file, "x".repeat(100), NOON);
    }

    assertThat(path).hasContent("x".repeat(100) + "\n");
    assertThat(aside()).isEmpty();
  }

  @Test
  void twoWritersShareAFileAndFollowEachOther() throws IOException {
    try (var one = file("1");
        var two = file("2")) {
      one.open(NOON);
      two.open(NOON);
      var expected = new ArrayList<String>();
      for (int i = 0; i < 12; i++) {
        var line = "line-%04d".formatted(i);
        expected.add(line);
        write(i % 2 == 0 ? one : two, line, NOON.plusMillis(300L * i));
      }

      assertThat(allLines()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void aFileThatSomebodyRemovedIsMadeAgain() throws IOException {
    try (var file = file("1")) {
      file.open(NOON);
      write(file, "before", NOON);
      Files.delete(path);
      write(file, "after", NOON.plusSeconds(1));
    }

    assertThat(path).hasContent("after\n");
  }

  @Test
  void theOldestOfTheFilesSetAsideAreRemoved() throws IOException {
    try (var file = file("1")) {
      file.open(NOON);
      for (int i = 0; i < KEPT + 4; i++) {
        write(file, "day-%02d".formatted(i), NOON.plus(Duration.ofDays(i)));
      }
    }

    assertThat(allLines()).hasSize(KEPT + 1).startsWith("day-03").endsWith("day-15");
  }

  private LogFile file(String writer) {
    return new LogFile(path, ROOM_FOR_TWO, KEPT, writer);
  }

  private static void write(LogFile file, String line, Instant at) throws IOException {
    file.write((line + "\n").getBytes(StandardCharsets.UTF_8), at);
  }

  private List<Path> aside() throws IOException {
    try (var files = Files.list(path.resolveSibling(""))) {
      return files.filter(file -> !file.equals(path)).sorted().toList();
    }
  }

  private List<String> allLines() throws IOException {
    var lines = new ArrayList<String>();
    for (var file : aside()) {
      lines.addAll(Files.readAllLines(file));
    }
    lines.addAll(Files.readAllLines(path));
    return lines;
  }
}
