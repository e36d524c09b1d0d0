package lightspeed.doctor;

/// What can be wrong with files and this program.
final class FilesFault {
  static final Fault DATA_DIRECTORY_NOT_WRITABLE =
      Fault.fault(
          Topic.FILES,
          "data-directory-not-writable",
          "Logs, key and our own database cannot be written.",
          "chown -R $USER <folder>");

  static final Fault DATA_DIRECTORY_OPEN =
      Fault.fault(
          Topic.FILES,
          "data-directory-open",
          "Other users of this machine can reach the database's passwords and the key.",
          "chmod 700 <folder>");

  static final Fault DISK_NEARLY_FULL =
      Fault.fault(
          Topic.FILES,
          "disk-nearly-full",
          "Less than 1 GiB is left. Without room nothing can be written down, so nothing is sent.",
          "Make room, then: lightspeed-cli queue:prune 7");

  static final Fault LOGS_NOT_WRITABLE =
      Fault.fault(
          Topic.FILES,
          "logs-not-writable",
          "What happens is not written down.",
          "chown -R $USER <folder>");

  static final Fault LOGS_LARGE =
      Fault.hint(
          Topic.FILES,
          "logs-large",
          "Log files take much room.",
          "Delete the oldest files in <folder>");

  static final Fault ENV_FILE_OPEN =
      Fault.fault(
          Topic.FILES,
          "env-file-open",
          "Other users of this machine can read the secrets in .env.",
          "chmod 600 <file>");

  static final Fault KEY_MISSING =
      Fault.fault(
          Topic.FILES,
          "key-missing",
          "Secrets in the database cannot be opened without the key they were sealed" + " with.",
          "Restore the file key of the data directory, or lightspeed-cli config:set"
              + " <setting> - again");

  static final Fault KEY_OPEN =
      Fault.fault(
          Topic.FILES,
          "key-open",
          "Other users of this machine can read the key; it is refused until they cannot.",
          "chmod 600 <file>");

  static final Fault KEY_BROKEN =
      Fault.fault(
          Topic.FILES,
          "key-broken",
          "The key is not 32 bytes in base64, so no secret can be opened.",
          "Restore the file key of the data directory, or lightspeed-cli config:set"
              + " <setting> - again");

  static final Fault KEY_OLDER =
      Fault.hint(
          Topic.FILES,
          "key-older",
          "Keys from before a rotation are kept: whoever has one opens what it sealed, also in old"
              + " backups.",
          "When no backup from before the rotation is needed: lightspeed-cli config:rotate-key"
              + " --forget-old");

  static final Fault JAVA_OLD =
      Fault.hint(
          Topic.FILES,
          "java-old",
          "This JDK is more than a year old and misses repairs of its security.",
          "apt-get install --only-upgrade temurin-25-jdk");

  static final Fault START_CACHE_MISSING =
      Fault.hint(
          Topic.FILES,
          "start-cache-missing",
          "Commands start in half a second more than they need to.",
          "lightspeed-cli __train");

  private FilesFault() {}
}
