package lightspeed.cli;

import java.util.List;
import lightspeed.installation.RotateKey;
import lightspeed.settings.KeySource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Gives the installation another key and seals every secret with it.
@Command(
    description = {
      "Makes a new key and seals with it every secret that is in the database. Older keys stay in"
          + " the key file and only open: a backup from before the rotation needs them. Running"
          + " workers and servers follow at once. After a crash run it again: it finishes what was"
          + " begun and makes no other key.",
      "--forget-old removes the older keys. Secrets in backups from before the rotation are lost"
          + " then; entries of the audit log can still be verified.",
      "Where other machines run workers or servers with key files of their own: --prepare makes the"
          + " next key without using it; copy the key file to each of them, then rotate.",
      "With LIGHTSPEED_KEY set, put the new key before the old one, with a comma between, restart,"
          + " and run this."
    },
    footer = {
      "  lightspeed-cli config:rotate-key",
      "  lightspeed-cli config:rotate-key --forget-old",
      "  lightspeed-cli config:rotate-key --prepare"
    })
final class ConfigRotateKeyCommand implements CliCommand {
  @Option(names = "--prepare", description = "Make the next key, do not use it yet.")
  private boolean isPreparing;

  @Option(names = "--forget-old", description = "Remove the keys that only open.")
  private boolean isForgetting;

  @Option(
      names = "--yes",
      description = "Do not ask; other machines at work use this very key file.")
  private boolean isSure;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) {
    if (isPreparing && isForgetting) {
      throw new UsageError("--prepare and --forget-old exclude each other.", "Choose one.");
    }
    var terminal = session.terminal();
    var services = session.services();
    var rotating = services.rotateKey();
    if (isPreparing) {
      var names = rotating.prepare();
      report(terminal, names, null);
      terminal.say(
          "Key "
              + names.next()
              + " is prepared. Copy "
              + services.keyPlace()
              + " to the other machines, then: lightspeed-cli config:rotate-key");
      return ExitCode.DONE;
    }
    if (isForgetting
        && !Sure.of(
            terminal,
            isSure,
            "Secrets in backups from before the last rotation cannot be opened any more. Forget the"
                + " older keys?")) {
      return ExitCode.CONFLICT;
    }
    var done =
        isForgetting
            ? rotating.forgetOlder(services.actor())
            : rotating.rotate(isSure, services.actor());
    report(terminal, done.names(), done);
    return ExitCode.DONE;
  }

  private void report(Terminal terminal, KeySource.Names names, RotateKey.@Nullable Done done) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("key", names.current())
              .with("is_new", done != null && done.isNew())
              .with("older", names.older())
              .with("next", names.next())
              .with("sealed", done == null ? 0 : done.secrets().resealed())
              .with("unreadable", done == null ? List.of() : done.secrets().unreadable()));
    } else if (done != null) {
      terminal.print(
          (done.isNew() ? "The key is " : "The key stays ")
              + names.current()
              + "; "
              + Words.count(done.secrets().resealed(), "secret")
              + " sealed with it."
              + (isForgetting ? " Older keys are forgotten." : ""));
      if (!names.older().isEmpty()) {
        terminal.say(
            "Older keys stay readable: "
                + String.join(", ", names.older())
                + ". Keep the key file with backups from before the rotation. Once none is needed:"
                + " lightspeed-cli config:rotate-key --forget-old");
      }
    }
    if (done != null && !done.secrets().unreadable().isEmpty()) {
      terminal.warn(
          "no key here opens these, so they were left as they are: "
              + String.join(", ", done.secrets().unreadable()));
    }
  }
}
