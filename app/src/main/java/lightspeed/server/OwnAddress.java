package lightspeed.server;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// With what a link to this server begins that is shown to people: `server_public_url`. Without it
/// the host that the request named, if that can only be this machine; anyone can write any other
/// into a request, and the link would lead there.
public final class OwnAddress {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Supplier<@Nullable URI> publicUrl;

  /// @param publicUrl without a slash at its end, at the moment
  public OwnAddress(Supplier<@Nullable URI> publicUrl) {
    this.publicUrl = publicUrl;
  }

  /// Without a slash at its end.
  public String of(Context context) {
    var url = publicUrl.get();
    if (url != null) {
      return url.toString();
    }
    var request = context.req();
    var arrivedAt = literal(request.getLocalAddr());
    var named = request.getServerName();
    boolean isOurs = named != null && (THIS_MACHINE.contains(named) || named.equals(arrivedAt));
    return request.getScheme()
        + "://"
        + (isOurs
            ? named + ":" + request.getServerPort()
            : arrivedAt + ":" + request.getLocalPort());
  }

  private static String literal(String address) {
    return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
  }
}
