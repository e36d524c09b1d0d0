package lightspeed.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.TestDatabase;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.UnlimitedBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;

/// Nothing is announced unless address and token, as they are then, are known to lead to our store.
class StoreInUseTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final AtomicReference<String> connection = new AtomicReference<>("first");
  private Emulator emulator;
  private XSeriesClient client;
  private Installation installation;

  @BeforeEach
  void open() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults());
    client = client(emulator);
    installation = installation(client);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    emulator.close();
  }

  @Test
  void whereTheStoreWasAskedItIsTheOneAnAnnouncementNames() {
    assertThat(installation.hindrance()).isEmpty();

    assertThat(sender(installation).map(Sender::storeNumber)).contains(1L);
  }

  @Test
  void aTokenThatChangedSinceTheStoreWasAskedAnnouncesNothingUntilItIsAskedAgain() {
    assertThat(installation.hindrance()).isEmpty();
    connection.set("second");

    assertThat(sender(installation)).isEmpty();
    assertThat(installation.hindrance()).isEmpty();
    assertThat(sender(installation).map(Sender::storeNumber)).contains(1L);
  }

  @Test
  void whoeverIsLedToAnotherStoreAnnouncesNothing() throws IOException {
    assertThat(installation.hindrance()).isEmpty();
    connection.set("of the other");
    try (Emulator other = Emulator.start(EmulatorOptions.defaults().withSeed(7));
        XSeriesClient there = client(other)) {
      Installation elsewhere = installation(there);

      assertThat(elsewhere.hindrance().map(Hindrance::kind)).contains(Hindrance.Kind.OTHER_STORE);
      assertThat(sender(elsewhere)).isEmpty();
      assertThat(sender(installation)).as("the first process, with the same settings").isEmpty();
    }
  }

  @Test
  void whileLightspeedIsAwayTheStoreThatWasKnownWithTheseSettingsIs() throws IOException {
    assertThat(installation.hindrance()).isEmpty();
    emulator.close();
    Installation restarted = installation(client);

    assertThat(restarted.hindrance()).isEmpty();
    assertThat(sender(restarted).map(Sender::storeNumber)).contains(1L);
  }

  private static Optional<Sender> sender(Installation of) {
    return DATABASE.database().inTransaction(of::sender);
  }

  private Installation installation(XSeriesClient of) {
    return Installations.of(
        DATABASE.database(),
        Installations.keys(1),
        new StoreCheck(DATABASE.database(), of, connection::get, true, System::nanoTime));
  }

  private static XSeriesClient client(Emulator of) {
    return new XSeriesClient(
        XSeriesConnection.to(
            new XSeriesAddress(URI.create(of.url()), "2.0"), Duration.ofSeconds(30), "test/1"),
        () -> new AccessToken(of.token()),
        new UnlimitedBudget(),
        entry -> {},
        InstantSource.system());
  }
}
