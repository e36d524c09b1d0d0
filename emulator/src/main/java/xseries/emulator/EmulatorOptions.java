package xseries.emulator;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
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
    return with(all -> all.host = newHost);
  }

  public EmulatorOptions withPort(int newPort) {
    return with(all -> all.port = newPort);
  }

  public EmulatorOptions withToken(String newToken) {
    return with(all -> all.token = newToken);
  }

  public EmulatorOptions withSeed(long newSeed) {
    return with(all -> all.seed = newSeed);
  }

  public EmulatorOptions withProducts(int newProducts) {
    return with(all -> all.products = newProducts);
  }

  public EmulatorOptions withData(Path newData) {
    return with(all -> all.data = newData);
  }

  public EmulatorOptions withWebhookSecret(String newSecret) {
    return with(all -> all.webhookSecret = newSecret);
  }

  /// Puts a switch where it is wanted from the start and after every reset.
  public EmulatorOptions with(Switch one, Object value) {
    return with(all -> all.switches.put(one, value.toString()));
  }

  public EmulatorOptions withClock(InstantSource newClock) {
    return with(all -> all.clock = newClock);
  }

  public EmulatorOptions withControlOpenToAll() {
    return with(all -> all.isControlOpenToAll = true);
  }

  /// The same birth gives the same ids and versions again.
  public EmulatorOptions withBirth(long newBirth) {
    return with(all -> all.birth = newBirth);
  }

  private EmulatorOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /// Options while one of them is changed.
  private static final class Draft {
    private String host;
    private int port;
    private String token;
    private long seed;
    private int products;
    private @Nullable Path data;
    private @Nullable String webhookSecret;
    private final Map<Switch, String> switches = new EnumMap<>(Switch.class);
    private InstantSource clock;
    private boolean isControlOpenToAll;
    private @Nullable Long birth;

    Draft(EmulatorOptions from) {
      host = from.host;
      port = from.port;
      token = from.token;
      seed = from.seed;
      products = from.products;
      data = from.data;
      webhookSecret = from.webhookSecret;
      switches.putAll(from.switches);
      clock = from.clock;
      isControlOpenToAll = from.isControlOpenToAll;
      birth = from.birth;
    }

    EmulatorOptions options() {
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
          birth);
    }
  }
}
