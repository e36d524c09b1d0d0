package lightspeed.doctor;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.installation.Hindrance;
import lightspeed.installation.Installation;

/// Questions about this installation as a whole.
final class ExamineInstallation {
  private static final String QUICK = "installation";

  private final Supplier<Installation> installation;

  ExamineInstallation(Supplier<Installation> installation) {
    this.installation = installation;
  }

  List<Question> all(TableQuestions tables) {
    return List.of(
        tables
            .asking("right to send", Topic.INSTALLATION, this::hindrance)
            .quick(QUICK, this::store),
        tables
            .asking("sending of this installation", Topic.INSTALLATION, this::hindrance)
            .quick(ExamineLightspeed.SENDING),
        tables.asking("past of the database", Topic.INSTALLATION, this::past).quick(QUICK));
  }

  private List<Finding> hindrance() {
    Optional<Hindrance> hindrance;
    try {
      hindrance = installation.get().hindrance();
    } catch (ConfigurationInvalid unset) {
      return List.of(); // Another question tells what is missing.
    }
    return hindrance.stream()
        .flatMap(one -> fault(one.kind()).map(fault -> new Finding(fault, one.sentence())).stream())
        .toList();
  }

  private static Optional<Fault> fault(Hindrance.Kind kind) {
    return switch (kind) {
      case COPY -> Optional.of(InstallationFault.INSTALLATION_COPY);
      case OTHER_KEY -> Optional.of(InstallationFault.KEY_DIFFERS);
      case STOPPED -> Optional.of(InstallationFault.SENDING_STOPPED);
      case OTHER_STORE -> Optional.of(InstallationFault.STORE_CHANGED);
      case STORE_NOT_ASKED -> Optional.empty(); // The way to Lightspeed has its own questions.
    };
  }

  private String store() {
    var name = installation.get().overview().storeName();
    return name == null ? "no store is known yet" : "sends to " + name;
  }

  private List<Finding> past() {
    var now = installation.get().overview();
    var at = now.wentBackAt();
    List<Finding> found = new ArrayList<>();
    if (at != null && now.isComparing()) {
      found.add(
          new Finding(
              InstallationFault.DATABASE_WENT_BACK,
              "The database went back at "
                  + at.truncatedTo(ChronoUnit.SECONDS)
                  + ": "
                  + now.wentBackWhy()));
    }
    return found;
  }
}
