package lightspeed.notify;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.NotifyConfig;
import lightspeed.outgoing.GuardedPost;
import lightspeed.outgoing.OutgoingHttp;
import lightspeed.outgoing.RefusedAddress;

/// Signs messages and sends them to the receiver that is configured at the moment.
///
/// **Threads:** safe.
final class Receiver {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Supplier<NotifyConfig> config;
  private final InstantSource clock;

  Receiver(Supplier<NotifyConfig> config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /// @return what came back, whatever its status
  /// @throws NotNotified when no receiver or secret is set, or the address is refused
  /// @throws IOException when no answer came in time
  OutgoingHttp.Answer send(byte[] body) throws NotNotified, IOException {
    try {
      var now = config.get();
      if (now.url() == null) {
        throw new NotNotified("notify_url is not set, so no notification can be sent.");
      }
      if (now.secret() == null) {
        throw new NotNotified("notify_secret is not set, and nothing is sent without a signature.");
      }
      var timestamp = Long.toString(clock.instant().getEpochSecond());
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", "application/json");
      headers.put("X-Lightspeed-Integration-Timestamp", timestamp);
      headers.put(
          "X-Lightspeed-Integration-Signature", Signature.of(now.secret(), timestamp, body));
      return new GuardedPost(TIMEOUT, now.privateAddresses()).send(now.url(), headers, body);
    } catch (RefusedAddress e) {
      throw new NotNotified(
          "notify_url is refused: "
              + e.getMessage()
              + ". If the receiver is on your own network, set notify_private_addresses=true.");
    } catch (ConfigurationInvalid e) {
      throw new NotNotified(String.valueOf(e.getMessage()));
    }
  }
}
