package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lightspeed.acceptance.Program.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the scripts of the build refuse, and say.
final class BuildScriptsIT {
  @TempDir private Path folder = Path.of("");

  private Program program = new Program(Path.of(""), Map.of());

  @BeforeEach
  void aRepositoryWithOneDownload() throws IOException, InterruptedException {
    program = new Program(folder, Map.of());
    Files.createDirectory(folder.resolve("repository"));
    Files.writeString(folder.resolve("repository/part.jar"), "good\n");
    program.shell("cd repository; sha256sum part.jar > ../list");
    Files.writeString(folder.resolve("before"), "");
  }

  private Result verify(String since) throws InterruptedException {
    return program.shell(
        ". \"${CLI%/*}/scripts/checksums.sh\"; CHECKSUMS=$PWD/list; verify_downloads repository "
            + since);
  }

  @Test
  void downloadsThatAreWhatTheListSaysPassInSilenceAndSoDoesAnEmptyRepository()
      throws IOException, InterruptedException {
    assertThat(verify("")).isEqualTo(new Result(0, "", ""));

    Files.delete(folder.resolve("repository/part.jar"));
    assertThat(verify("before")).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void aDownloadThatIsNotWhatTheListSaysEndsTheBuild() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("repository/part.jar"), "evil\n");

    Result result = verify("");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.messages()).contains("not what .mvn/checksums lists", "part.jar");
  }

  @Test
  void aNewDownloadThatIsNotOnTheListIsNamed() throws InterruptedException {
    program.shell("touch -d '1 hour ago' before repository/part.jar; touch repository/new.pom");

    Result result = verify("before");

    assertThat(result.exitCode()).isZero();
    assertThat(result.messages()).contains("not on the list", "new.pom").doesNotContain("part.jar");
  }

  @Test
  void theListOfTheProjectIsOneThatTheToolsRead() throws InterruptedException {
    Result result =
        program.shell(
            "grep -vcE '^[0-9a-f]{64}  [^ /][^ ]*\\.(jar|pom|zip)$'"
                + " \"${CLI%/*}/.mvn/checksums/checksums.sha256\"");

    assertThat(result.output()).isEqualTo("0\n");
  }

  /// What `find_maven` ends with when the first `mvn` on the PATH is of a version, and downloads
  // are not Maven.
  private Result findMaven(String version) throws InterruptedException {
    program.shell(
        "mkdir bin; printf '#!/bin/sh\\necho Apache Maven %s\\n' > bin/mvn; ".formatted(version)
            + "printf '#!/bin/sh\\necho evil > \"$4\"\\n' > bin/wget; chmod +x bin/*");
    return program.shell(
        "PATH=$PWD/bin:$PATH MAVEN_USER_HOME=$PWD/maven; . \"${CLI%/*}/scripts/find-jdk.sh\"; "
            + "export MAVEN_USER_HOME; find_jdk javac && find_maven && echo \"$MAVEN\"");
  }

  @Test
  void aMavenOnThePathThatIsNewEnoughIsUsed() throws InterruptedException {
    assertThat(findMaven("3.8.7")).isEqualTo(new Result(0, "mvn\n", ""));
  }

  @Test
  void insteadOfAnOldMavenOneIsDownloadedAndRefusedWhenItIsNotTheOneOfTheChecksum()
      throws InterruptedException {
    Result result = findMaven("3.6.3");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.messages())
        .contains("downloading one", "Failed to validate Maven", "Maven could not be downloaded");
    assertThat(folder.resolve("maven/wrapper/dists/apache-maven-3.9.11")).isEmptyDirectory();
  }

  @Test
  void anAuditWithoutADatabaseSaysThatNothingWasChecked() throws InterruptedException {
    Result result = program.shell("\"${CLI%/*}/build\" --audit");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.messages()).contains("Nothing was checked.", "Maven/all.zip");
  }
}
