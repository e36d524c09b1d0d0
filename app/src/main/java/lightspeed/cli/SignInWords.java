package lightspeed.cli;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.signin.Actor;
import lightspeed.signin.Role;
import lightspeed.signin.Scope;
import lightspeed.signin.SetUpLink;
import lightspeed.signin.User;

/// What the commands about people and tokens read and show alike.
final class SignInWords {
  private static final String ROLES =
      Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
  private static final String SCOPES =
      Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(", "));

  private SignInWords() {}

  static Actor actor(Session session) {
    return new Actor(session.services().actor(), null);
  }

  static Role role(String word) {
    return Role.of(word)
        .orElseThrow(() -> new UsageError(word + " is no role. Roles: " + ROLES + ".", null));
  }

  static Set<Scope> scopes(String words) {
    var scopes = new LinkedHashSet<Scope>();
    for (var word : words.split(",", -1)) {
      scopes.add(
          Scope.of(word.strip())
              .orElseThrow(
                  () -> new UsageError(word + " is no scope. Scopes: " + SCOPES + ".", null)));
    }
    return scopes;
  }

  /// The whole address of a link.
  static String url(Session session, SetUpLink link) {
    var configuration = session.services().configuration();
    var address = configuration.signIn().publicUrl();
    var server = configuration.server();
    return (address == null ? "http://" + server.host() + ":" + server.port() : address)
        + link.path().reveal();
  }

  /// Shows a link to the one who asked for it.
  static void show(Session session, String name, SetUpLink link) {
    var terminal = session.terminal();
    var url = url(session, link);
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("name", name)
              .with("link", url)
              .with("link_expires_at", link.expiresAt()));
    } else {
      terminal.print(name + " chooses a password here, within 24 hours, once:");
      terminal.print("  " + url);
    }
  }

  static Document document(User user) {
    return new Document()
        .with("name", user.name())
        .with("role", user.role().word())
        .with("active", user.isActive())
        .with("has_password", user.hasPassword())
        .with("second_factor", user.hasSecondFactor())
        .with("last_sign_in_at", user.lastSignInAt())
        .with("created_at", user.createdAt());
  }
}
