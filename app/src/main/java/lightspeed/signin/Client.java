package lightspeed.signin;

import io.javalin.http.Context;
import java.util.List;
import lightspeed.config.Network;
import lightspeed.server.ClientAddress;
import org.jspecify.annotations.Nullable;

/// From where somebody tries to prove who they are.
///
/// @param address for people
/// @param group under which attempts of this address are counted
/// @param device the secret of the browser, null when it has none
record Client(String address, String group, @Nullable String device) {
  static Client of(Context context, List<Network> proxies) {
    var address = ClientAddress.of(context, proxies);
    return new Client(
        address.getHostAddress(),
        ClientAddress.group(address),
        KnownDevices.COOKIE.read(context.req()).orElse(null));
  }
}
