package lightspeed.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The seven rules of the product's structure, for any root package, so that a test can also prove
/// that they catch what they are meant to catch.
final class ArchitectureRules {
  private final String root;

  ArchitectureRules(String root) {
    this.root = root;
  }

  /// Which package may use which others. What is not listed is forbidden. To add an edge, change
  /// this table and the one in `docs/architecture.md` in the same commit and say why.
  static Map<String, Set<String>> allowed() {
    Map<String, Set<String>> may = new LinkedHashMap<>();
    may.put("spelling", Set.of());
    may.put("config", Set.of("spelling"));
    may.put("json", Set.of());
    may.put("db", Set.of());
    may.put("audit", Set.of("db"));
    may.put("settings", Set.of("config", "db", "audit"));
    may.put("logging", Set.of("config", "spelling"));
    may.put("job", Set.of("db", "json"));
    may.put("xseries", Set.of("json"));
    may.put("retailer", Set.of("db", "job", "xseries", "json"));
    may.put("installation", Set.of("config", "db", "json", "audit", "settings", "xseries"));
    may.put("server", Set.of("config", "json"));
    may.put("signin", Set.of("config", "json", "db", "audit", "settings", "server"));
    may.put("webhook", Set.of("config", "db", "job", "json", "server"));
    may.put("catalog", Set.of("db", "audit", "spelling"));
    may.put("register", Set.of("db", "catalog", "xseries"));
    may.put("purchaseorder", Set.of("db", "audit", "job", "catalog", "json"));
    may.put("outgoing", Set.of("config"));
    may.put("notify", Set.of("config", "db", "job", "json", "outgoing", "purchaseorder"));
    may.put("retention", Set.of("config", "db", "job"));
    may.put("witness", Set.of("audit", "config", "job", "notify", "outgoing"));
    may.put("subscription", Set.of("config", "xseries"));
    may.put("lookup", Set.of("config", "catalog", "retailer", "xseries", "db"));
    may.put(
        "sync",
        Set.of(
            "register",
            "purchaseorder",
            "catalog",
            "job",
            "xseries",
            "retailer",
            "installation",
            "audit",
            "db",
            "json"));
    may.put(
        "restore", Set.of("register", "installation", "job", "audit", "db", "xseries", "config"));
    may.put(
        "drift",
        Set.of(
            "purchaseorder", "catalog", "sync", "job", "installation", "xseries", "db", "audit"));
    may.put("receipt", Set.of("drift", "purchaseorder", "sync", "job", "xseries", "db", "json"));
    may.put(
        "changes",
        Set.of(
            "receipt",
            "register",
            "drift",
            "purchaseorder",
            "catalog",
            "sync",
            "job",
            "xseries",
            "db",
            "json"));
    may.put("history", Set.of("audit", "db", "purchaseorder"));
    may.put(
        "console",
        Set.of(
            "history",
            "changes",
            "receipt",
            "drift",
            "register",
            "installation",
            "purchaseorder",
            "catalog",
            "job",
            "sync",
            "doctor",
            "lookup",
            "audit",
            "config",
            "settings",
            "signin",
            "server",
            "subscription",
            "webhook",
            "xseries",
            "json"));
    may.put(
        "oauth",
        Set.of("config", "db", "audit", "settings", "json", "outgoing", "server", "signin"));
    may.put(
        "rest",
        Set.of(
            "changes",
            "receipt",
            "drift",
            "register",
            "installation",
            "purchaseorder",
            "catalog",
            "job",
            "sync",
            "webhook",
            "doctor",
            "signin",
            "server",
            "audit",
            "config",
            "db",
            "xseries",
            "json"));
    may.put(
        "doctor",
        Set.of(
            "config",
            "db",
            "job",
            "retailer",
            "audit",
            "installation",
            "lookup",
            "outgoing",
            "settings",
            "subscription",
            "webhook",
            "xseries"));
    may.put(
        "cli",
        Set.of(
            "history",
            "receipt",
            "register",
            "installation",
            "restore",
            "doctor",
            "changes",
            "drift",
            "purchaseorder",
            "catalog",
            "job",
            "sync",
            "lookup",
            "audit",
            "config",
            "settings",
            "logging",
            "spelling",
            "xseries",
            "retailer",
            "webhook",
            "subscription",
            "notify",
            "outgoing",
            "server",
            "signin",
            "db",
            "json"));
    return may;
  }

  List<ArchRule> all() {
    return List.of(
        noCycles(),
        noDirectClock(),
        sqlOnlyInStores(),
        standardStreamsOnlyInCli(),
        httpOnlyInClient(),
        noSleep());
  }

  ArchRule onlyAllowed(String from) {
    Set<String> targets =
        allowed().getOrDefault(from, Set.of()).stream()
            .map(name -> root + "." + name + "..")
            .collect(Collectors.toSet());
    targets.add(root + "." + from + "..");
    return noClasses()
        .that()
        .resideInAPackage(root + "." + from + "..")
        .should()
        .dependOnClassesThat(isOursOutside(targets))
        .because(from + " may use only " + allowed().getOrDefault(from, Set.of()))
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> isOursOutside(Set<String> packages) {
    Set<String> prefixes =
        packages.stream()
            .map(name -> name.substring(0, name.length() - 2))
            .collect(Collectors.toSet());
    return DescribedPredicate.describe(
        "are ours and outside the allowed packages",
        type ->
            (type.getPackageName().equals(root) || type.getPackageName().startsWith(root + "."))
                && prefixes.stream()
                    .noneMatch(
                        prefix ->
                            type.getPackageName().equals(prefix)
                                || type.getPackageName().startsWith(prefix + ".")));
  }

  ArchRule noCycles() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("data flows one way")
        .allowEmptyShould(true);
  }

  ArchRule noDirectClock() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("time is injected, so that a test can set it")
        .allowEmptyShould(true);
  }

  ArchRule sqlOnlyInStores() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".cli..",
            root + ".rest..",
            root + ".console..",
            root + ".server..",
            root + ".config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..")
        .because("SQL lives in stores and in package db; thin layers call services")
        .allowEmptyShould(true);
  }

  ArchRule standardStreamsOnlyInCli() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(root, root + ".cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("standard output belongs to the results of commands")
        .allowEmptyShould(true);
  }

  ArchRule httpOnlyInClient() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(root + ".xseries..", root + ".outgoing..")
        .and()
        .haveSimpleNameNotStartingWith("Sandbox") // the demo's window on the emulator's control API
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.net.http..")
        .because("only the client calls Lightspeed, under the budget; outgoing calls others")
        .allowEmptyShould(true);
  }

  ArchRule noSleep() {
    return noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Sleeper")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .because("waiting goes through an injected Sleeper or a condition")
        .allowEmptyShould(true);
  }
}
