package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with files and this program.
enum FilesFault implements Fault {
  DATA_DIRECTORY_NOT_WRITABLE(
      FAULT, "Logs, key and our own database cannot be written.", "chown -R $USER <folder>"),
  DATA_DIRECTORY_OPEN(
      FAULT,
      "Other users of this machine can reach the database's passwords and the key.",
      "chmod 700 <folder>"),
  DISK_NEARLY_FULL(
      FAULT,
      "Less than 1 GiB is left. Without room nothing can be written down, so nothing is sent.",
      "Make room, then: lightspeed-cli queue:prune 7"),
  LOGS_NOT_WRITABLE(FAULT, "What happens is not written down.", "chown -R $USER <folder>"),
  LOGS_LARGE(HINT, "Log files take much room.", "Delete the oldest files in <folder>"),
  ENV_FILE_OPEN(
      FAULT, "Other users of this machine can read the secrets in .env.", "chmod 600 <file>"),
  KEY_MISSING(
      FAULT,
      "Secrets in the database cannot be opened without the key they were sealed" + " with.",
      "Restore the file key of the data directory, or lightspeed-cli config:set"
          + " <setting> - again"),
  KEY_OPEN(
      FAULT,
      "Other users of this machine can read the key; it is refused until they cannot.",
      "chmod 600 <file>"),
  KEY_BROKEN(
      FAULT,
      "The key is not 32 bytes in base64, so no secret can be opened.",
      "Restore the file key of the data directory, or lightspeed-cli config:set"
          + " <setting> - again"),
  KEY_OLDER(
      HINT,
      "Keys from before a rotation are kept: whoever has one opens what it sealed, also in old"
          + " backups.",
      "When no backup from before the rotation is needed: lightspeed-cli config:rotate-key"
          + " --forget-old"),
  JAVA_OLD(
      HINT,
      "This JDK is more than a year old and misses repairs of its security.",
      "apt-get install --only-upgrade temurin-25-jdk"),
  START_CACHE_MISSING(
      HINT, "Commands start in half a second more than they need to.", "lightspeed-cli __train");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  FilesFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.FILES;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
