package lightspeed.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A receiver whose certificate is for `localhost` alone.
final class GuardedPostTlsTest {
  private static final char[] PASSWORD = "password".toCharArray();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");
  private KeyStore keys;

  GuardedPostTlsTest() throws GeneralSecurityException {
    keys = KeyStore.getInstance("PKCS12");
  }

  @BeforeEach
  void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
    var file = folder.resolve("keys.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                "EC",
                "-dname",
                "CN=receiver",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "password",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    var words = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(words).isZero();
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
  }

  private CannedServer server() throws GeneralSecurityException, IOException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new CannedServer(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")),
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nokay");
  }

  private SSLSocketFactory trusting() throws GeneralSecurityException {
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(keys);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static OutgoingHttp.Answer post(GuardedPost http, String host, CannedServer server)
      throws IOException {
    return http.send(
        URI.create("https://" + host + ":" + server.port() + "/"), Map.of(), new byte[] {1});
  }

  @Test
  void aTrustedCertificateOfTheRightNameIsTalkedTo() throws GeneralSecurityException, IOException {
    try (var server = server()) {
      var answer = post(new GuardedPost(PATIENCE, true, trusting()), "localhost", server);

      assertThat(answer.excerpt()).isEqualTo("okay");
    }
  }

  @Test
  void aCertificateOfAnotherNameOrMakerIsRefused() throws GeneralSecurityException, IOException {
    try (var server = server()) {
      var trusting = new GuardedPost(PATIENCE, true, trusting());
      var usual = new GuardedPost(PATIENCE, true);

      assertThatThrownBy(() -> post(trusting, "127.0.0.1", server))
          .isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> post(usual, "localhost", server)).isInstanceOf(SSLException.class);
      assertThat(server.requests).isEmpty();
    }
  }
}
