package lightspeed.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No name and no address leads to where clouds keep secrets.
class GuardedNamesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aNameThatLeadsToACloudsMetadataIsNotKnownToAnyClientAndLoopbackIs() throws Exception {
    var hosts =
        Files.writeString(
            folder.resolve("hosts"),
            """
            127.0.0.1 store.test
            169.254.169.254 four.test
            ::ffff:169.254.169.254 mapped.test
            fd00:ec2::254 six.test
            64:ff9b::a9fe:a9fe translated.test
            """);
    try (var server = new CannedServer("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")) {
      var addresses = new ArrayList<String>();
      for (var name : List.of("store", "four", "four.test.", "mapped", "six", "translated")) {
        var host = name.contains(".") ? name : name + ".test";
        addresses.add("http://" + host + ":" + server.port() + "/");
      }

      var said = ask(hosts, addresses);

      assertThat(said).hasSize(3 * addresses.size());
      assertThat(said.subList(3, said.size())).allMatch(line -> line.endsWith(" nothing sent"));
      assertThat(said.subList(0, 3)).allMatch(line -> line.endsWith(" 204"));
      assertThat(server.requests).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/", "http://2852039166/", "http://[::ffff:169.254.169.254]/",
        "http://[fd00:ec2::254]/", "http://[fe80::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::1]/",
        "http://100.100.100.200/"
      })
  void anAddressOfACloudIsRefusedByEveryClientAlsoWherePrivateOnesAreAllowed(String text) {
    var address = URI.create(text);
    try (var http = new OutgoingHttp(Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> http.get(address))
          .isInstanceOf(RefusedAddress.class)
          .hasMessageContaining("there clouds tell machines their secrets");
    }
    assertThatThrownBy(
            () -> new GuardedPost(Duration.ofSeconds(5), true).send(address, Map.of(), new byte[0]))
        .isInstanceOf(RefusedAddress.class)
        .hasMessageContaining("there clouds tell machines their secrets");
  }

  private static List<String> ask(Path hosts, List<String> addresses)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + hosts,
                "-cp",
                System.getProperty("java.class.path"),
                AskNames.class.getName()));
    command.addAll(addresses);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
