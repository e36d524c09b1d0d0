package lightspeed.signin;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The session of a request, with what this request has kept in it.
///
/// **Threads:** one at a time.
final class KeptSession {
  private final Sessions sessions;
  private final WebSession session;
  private final Map<String, String> attributes;

  KeptSession(Sessions sessions, WebSession session) {
    this.sessions = sessions;
    this.session = session;
    this.attributes = new HashMap<>(session.attributes());
  }

  WebSession session() {
    return session;
  }

  @Nullable String kept(String name) {
    return attributes.get(name);
  }

  void keep(String name, @Nullable String value) {
    var before = Map.copyOf(attributes);
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
    if (!before.equals(attributes)) {
      sessions.keep(session, attributes);
    }
  }
}
