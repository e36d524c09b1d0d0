package xseries.emulator;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Store;

/// How an emulator starts. Begin with [#defaults] and change what matters.
///
/// @param host the address to listen on; default `127.0.0.1`
/// @param port 0 takes a free one, which is the default here (the command line's is 9100)
/// @param token the personal token that is accepted; default `sandbox-token`
/// @param seed makes the catalogue, the versions and the random faults; default 1
/// @param products how many the catalogue has, from 1; default 2,000. More are for tests
/// @param data where the state is kept between runs; in memory only when null, the default
/// @param webhookSecret the OAuth application's `client_secret`; any is accepted when null, the
/// default
/// @param switches initial positions that differ from the defaults
/// @param clock decides windows, dates and delays; default the system's
/// @param isControlOpenToAll whether `/_emulator` answers other machines; default no
/// @param birth all ids and versions, the retailer's and the seeded catalogue's too, carry it;
/// null, the default: random, or that of the data file
public record EmulatorOptions(
    String host,
    int port,
    String token,
    long seed,
    int products,
    @Nullable Path data,
    @Nullable String webhookSecret,
    Map<Switch, String> switches,
    InstantSource clock,
    boolean isControlOpenToAll,
    @Nullable Long birth) {
  /// Accepted when no other token was asked for.
  public static final String DEFAULT_TOKEN = "sandbox-token";

  /// The highest birth number; beyond it versions would not fit a JSON number.
  public static final long MAX_BIRTH = Store.MAX_BIRTH;

  private static final int DEFAULT_PRODUCTS = 2_000;

  public EmulatorOptions {
    if (products < 1) {
      throw new IllegalArgumentException("The catalogue needs at least 1 product, not " + products);
    }
    if (birth != null && (birth < 0 || birth > MAX_BIRTH)) {
      throw new IllegalArgumentException("birth must be 0 to " + MAX_BIRTH + ", not " + birth);
    }
    switches = Map.copyOf(switches);
  }

  public static EmulatorOptions defaults() {
    return new EmulatorOptions(
        "127.0.0.1",
        0,
        DEFAULT_TOKEN,
        1,
        DEFAULT_PRODUCTS,
        null,
        null,
        Map.of(),
        InstantSource.system(),
        false,
        null);
  }

  public EmulatorOptions withHost(String newHost) {
    return new EmulatorOptions(
        newHost,
        port,
        token,
        seed,
        products,
        data,
        webhookSecret,
        switches,
        clock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withPort(int newPort) {
    return new EmulatorOptions(
        host,
        newPort,
        token,
        seed,
        products,
        data,
        webhookSecret,
        switches,
        clock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withToken(String newToken) {
    return new EmulatorOptions(
        host,
        port,
        newToken,
        seed,
        products,
        data,
        webhookSecret,
        switches,
        clock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withSeed(long newSeed) {
    return new EmulatorOptions(
        host,
        port,
        token,
        newSeed,
        products,
        data,
        webhookSecret,
        switches,
        clock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withProducts(int newProducts) {
    return new EmulatorOptions(
        host,
        port,
        token,
        seed,
        newProducts,
        data,
        webhookSecret,
        switches,
        clock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withData(Path newData) {
    return new EmulatorOptions(
        host,
        port,
        token,
        seed,
        products,
        newData,
        webhookSecret,
        switches,
        clock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withWebhookSecret(String newSecret) {
    return new EmulatorOptions(
        host,
        port,
        token,
        seed,
        products,
        data,
        newSecret,
        switches,
        clock,
        isControlOpenToAll,
        birth);
  }

  /// Puts a switch where it is wanted from the start and after every reset.
  public EmulatorOptions with(Switch one, Object value) {
    Map<Switch, String> more = new EnumMap<>(Switch.class);
    more.putAll(switches);
    more.put(one, value.toString());
    return new EmulatorOptions(
        host,
        port,
        token,
        seed,
        products,
        data,
        webhookSecret,
        more,
        clock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withClock(InstantSource newClock) {
    return new EmulatorOptions(
        host,
        port,
        token,
        seed,
        products,
        data,
        webhookSecret,
        switches,
        newClock,
        isControlOpenToAll,
        birth);
  }

  public EmulatorOptions withControlOpenToAll() {
    return new EmulatorOptions(
        host, port, token, seed, products, data, webhookSecret, switches, clock, true, birth);
  }

  /// The same birth gives the same ids and versions again.
  public EmulatorOptions withBirth(long newBirth) {
    return new EmulatorOptions(
        host,
        port,
        token,
        seed,
        products,
        data,
        webhookSecret,
        switches,
        clock,
        isControlOpenToAll,
        newBirth);
  }
}
