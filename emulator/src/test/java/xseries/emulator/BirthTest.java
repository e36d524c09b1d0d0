package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.store.OtherStore;

/// A store without memory is a new store.
final class BirthTest {
  @TempDir private Path directory = Path.of("");

  /// Every id and version that the API shows of a store.
  private record Marks(Set<String> ids, Set<Long> versions, String prefix) {
    static Marks of(Sandbox sandbox) {
      Marks marks =
          new Marks(
              new HashSet<>(),
              new HashSet<>(),
              sandbox.get("/retailer").data().path("domain_prefix").asString());
      sandbox.order("RECEIVED");
      for (String list :
          List.of(
              "/outlets",
              "/suppliers?page_size=1000",
              "/products?page_size=10000&deleted=true",
              "/inventory?page_size=10000",
              "/registers",
              "/users",
              "/consignments",
              "/retailer",
              "/user")) {
        JsonNode data = sandbox.get(list).data();
        List<JsonNode> rows = new ArrayList<>();
        if (data.isArray()) {
          data.forEach(rows::add);
        } else {
          rows.add(data);
        }
        for (JsonNode row : rows) {
          marks.ids.add(row.path("id").asString());
          if (row.has("version")) {
            marks.versions.add(row.path("version").asLong());
          }
        }
      }
      return marks;
    }
  }

  @Test
  void twoStartsShareNoIdNoVersionAndNoPrefix() throws IOException {
    try (Sandbox one = Sandbox.start();
        Sandbox two = Sandbox.start()) {
      Marks first = Marks.of(one);
      Marks second = Marks.of(two);

      assertThat(first.ids()).hasSizeGreaterThan(8_000).doesNotContainAnyElementsOf(second.ids());
      assertThat(first.versions())
          .hasSizeGreaterThan(8_000)
          .doesNotContainAnyElementsOf(second.versions());
      assertThat(first.prefix()).isNotEqualTo(second.prefix());
      assertThat(one.emulator.products().getFirst().sku())
          .as("the same seed is the same range of goods")
          .isEqualTo(two.emulator.products().getFirst().sku());
    }
  }

  @Test
  void neighbouringBirthsShareNoVersion() throws IOException {
    try (Sandbox one = Sandbox.start(options -> options.withBirth(7));
        Sandbox two = Sandbox.start(options -> options.withBirth(8))) {
      assertThat(Marks.of(one).versions()).doesNotContainAnyElementsOf(Marks.of(two).versions());
    }
  }

  @Test
  void sameBirthAndSeedIsTheSameStore() throws IOException {
    try (Sandbox one = Sandbox.start(options -> options.withBirth(7));
        Sandbox two = Sandbox.start(options -> options.withBirth(7))) {
      assertThat(Marks.of(one)).isEqualTo(Marks.of(two));
    }
  }

  @Test
  void versionsOfTheHighestBirthAreWholeInEveryJsonReader() throws IOException {
    try (Sandbox sandbox = Sandbox.start(options -> options.withBirth(EmulatorOptions.MAX_BIRTH))) {
      assertThat(sandbox.emulator.version()).isLessThan(1L << 53);
    }
  }

  @Test
  void resetKeepsTheBirthUnlessToldAnother() throws IOException {
    try (Sandbox sandbox = Sandbox.start()) {
      Marks before = Marks.of(sandbox);
      sandbox.control("POST", "reset", "");
      Marks same = Marks.of(sandbox);
      long other = sandbox.emulator.birth() == 5 ? 6 : 5;

      sandbox.control("POST", "reset", "{'birth':" + other + "}");
      JsonNode store = sandbox.control("GET", "store", "").body();

      assertThat(same).isEqualTo(before);
      assertThat(store.path("birth").asLong()).isEqualTo(other);
      assertThat(store.path("domain_prefix").asString()).isEqualTo("sandbox" + other);
      assertThat(store.path("retailer_id").asString()).isEqualTo(sandbox.emulator.retailerId());
      assertThat(sandbox.get("/outlets").data().path(0).path("id").asString())
          .isNotIn(before.ids());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'birth':-1}", "{'birth':2097152}", "{'birth':'new'}", "{'seed':1}"})
  void wrongBirthsAreRefusedAndResetNothing(String body) throws IOException {
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.draft();

      Sandbox.Reply refused = sandbox.control("POST", "reset", body);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.error()).isNotEmpty();
      assertThat(sandbox.emulator.consignments()).hasSize(1);
    }
  }

  @Test
  void keptStoreKeepsItsBirth() throws IOException {
    Path file = directory.resolve("store");
    Marks before;
    long birth;
    try (Sandbox first = Sandbox.start(options -> options.withData(file))) {
      before = Marks.of(first);
      birth = first.emulator.birth();
    }

    try (Sandbox second = Sandbox.start(options -> options.withData(file))) {
      assertThat(second.emulator.birth()).isEqualTo(birth);
      assertThat(Marks.of(second).ids()).containsAll(before.ids());
    }
    assertThatThrownBy(
            () ->
                Emulator.start(
                    EmulatorOptions.defaults().withData(file).withBirth(birth == 1 ? 2 : 1)))
        .isInstanceOf(OtherStore.class)
        .hasMessageContaining("birth " + birth);
  }

  @Test
  void otherBirthAfterAResetIsKeptToo() throws IOException {
    Path file = directory.resolve("store");
    try (Sandbox first = Sandbox.start(options -> options.withData(file))) {
      first.emulator.reset(77);
      first.draft();
    }

    try (Sandbox second = Sandbox.start(options -> options.withData(file))) {
      assertThat(second.emulator.birth()).isEqualTo(77);
      assertThat(second.emulator.consignments()).hasSize(1);
    }
  }
}
