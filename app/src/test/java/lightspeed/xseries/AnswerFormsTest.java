package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// Every answer that the client reads, in every version, with each of its members in every form.
/// What the protocol does not need may be anything: the answer is read, and nothing but what came
/// from that member is other than before. What it needs is read or refused in a sentence.
@ExtendWith(QuietCalls.class)
class AnswerFormsTest {
  private static final Set<String> HEADER =
      Set.of(
          "data",
          "id",
          "type",
          "status",
          "outlet_id",
          "supplier_id",
          "reference",
          "due_at",
          "deleted_at");
  private static final Set<String> PRODUCT =
      Set.of(
          "data", "id", "sku", "is_active", "active", "is_composite", "has_variants", "deleted_at");

  private static final int ROUNDS = 20;

  /// Where a component has another name than the members it comes from.
  private static final Map<String, Set<String>> NAMES =
      Map.of(
          "variant_name", Set.of("name"),
          "supplier", Set.of("supplier_id"),
          "product_sku", Set.of("sku"),
          "timezone", Set.of("time_zone"),
          "restricted_outlet_id", Set.of("is_restricted"),
          "restricted_outlet_ids", Set.of("is_restricted"),
          "deleted_at", Set.of("deleted_at", "is_deleted"));

  /// A call of the client.
  ///
  /// @param needed members that may make its answer unreadable, or a row of it be skipped
  private record Reading(String name, Set<String> needed, Call call) {}

  /// A call with the document that answers it, and what the client makes of it.
  private record Told(Reading reading, JsonNode document, @Nullable Object value) {}

  @FunctionalInterface
  private interface Call {
    @Nullable Object answer(XSeriesClient api) throws InterruptedException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2026-01", "2026-04", "2026-07"})
  void aMemberThatIsNotNeededMayBeAnything(String version) throws Exception {
    try (Emulator emulator = emulator();
        Replaying server = new Replaying(emulator.url());
        Client client = client(server, emulator, version)) {
      int changes = 0;
      int members = 0;
      Map<String, Integer> refused = new TreeMap<>();
      List<Told> answers = answers(emulator, server, client.api);
      for (Told told : answers) {
        for (OddForms.Member member : OddForms.members(told.document())) {
          members++;
          for (OddForms.Form form : member.isInside() ? OddForms.few() : OddForms.all()) {
            changes++;
            server.replay(OddForms.changed(told.document(), member, form).toString());
            String what = told.reading().name() + " " + member + " as " + form.name();
            if (!check(version + " " + what, told, client.api, Set.of(member.name()))) {
              refused.merge(told.reading().name() + "." + member.name(), 1, Integer::sum);
            }
          }
        }
      }

      System.out.printf(
          "Forms of answers, %s: %d calls with %d members, %d changed answers; in a sentence"
              + " refused %d: %s%n",
          version,
          answers.size(),
          members,
          changes,
          refused.values().stream().mapToInt(Integer::intValue).sum(),
          refused);
      assertThat(changes).isGreaterThan(3_000);
      assertThat(client.log).allSatisfy(AnswerFormsTest::hasScopes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2026-01", "2026-04", "2026-07"})
  void anyNumberOfMembersThatAreNotNeededMayBeAnything(String version) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("Forms of answers, " + version + ", seed " + seed);
    Random random = new Random(seed);
    List<OddForms.Form> forms = OddForms.all();
    try (Emulator emulator = emulator();
        Replaying server = new Replaying(emulator.url());
        Client client = client(server, emulator, version)) {
      for (Told told : answers(emulator, server, client.api)) {
        List<OddForms.Member> members =
            OddForms.members(told.document()).stream()
                .filter(each -> !told.reading().needed().contains(each.name()))
                .toList();
        for (int round = 0; round < ROUNDS && !members.isEmpty(); round++) {
          JsonNode document = told.document().deepCopy();
          Set<String> changed = new LinkedHashSet<>();
          int count = 1 + random.nextInt(members.size());
          for (int i = 0; i < count; i++) {
            OddForms.Member member = members.get(random.nextInt(members.size()));
            if (OddForms.change(document, member, forms.get(random.nextInt(forms.size())))) {
              changed.add(member.name());
              if (member.name().equals("version")) {
                changed.add("max_version"); // Of the rows and of the page: then nothing tells.
              }
            }
          }
          server.replay(document.toString());
          String what = told.reading().name() + " round " + round + " with " + changed;
          assertThat(check("seed " + seed + " " + what, told, client.api, changed)).isTrue();
        }
      }
    }
  }

  /// Every operation of the client stands in the table of scopes.
  private static void hasScopes(CallLog.Entry call) {
    assertThat(Scopes.of(call.operation(), "2026-07")).as(call.operation()).isNotEmpty();
  }

  private static Emulator emulator() throws IOException {
    return Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
  }

  private static Client client(Replaying server, Emulator emulator, String version) {
    return Client.of(
        Client.connection(server.url(), Duration.ofSeconds(20), version), emulator.token());
  }

  /// What the emulator tells each call, of lists three rows.
  private static List<Told> answers(Emulator emulator, Replaying server, XSeriesClient api)
      throws InterruptedException {
    List<Told> answers = new ArrayList<>();
    for (Reading reading : readings(emulator, api)) {
      server.handOn();
      var _ = reading.call().answer(api);
      if (!server.seen().isEmpty()) {
        JsonNode document = OddForms.shortened(OddForms.json(server.seen()), 3);
        server.replay(document.toString());
        answers.add(new Told(reading, document, reading.call().answer(api)));
      }
    }
    return answers;
  }

  /// @param members that were changed
  /// @return whether the answer was read
  private static boolean check(String what, Told told, XSeriesClient api, Set<String> members)
      throws InterruptedException {
    Set<String> needed = told.reading().needed();
    Object now;
    try {
      now = told.reading().call().answer(api);
    } catch (XSeriesException.Unreadable refused) {
      assertThat(members).as(what + ": " + refused.getMessage()).containsAnyElementsOf(needed);
      assertThat(refused.getMessage()).as(what).hasSizeBetween(20, 1_500);
      return false;
    } catch (RuntimeException | Error wrong) {
      throw new AssertionError(what, wrong);
    }
    if (Collections.disjoint(members, needed)) {
      Set<String> changed = differences(told.value(), now);
      Set<String> itsOwn = new LinkedHashSet<>(members);
      itsOwn.add("verbatim");
      members.forEach(each -> itsOwn.addAll(NAMES.getOrDefault(each, Set.of())));
      assertThat(itsOwn).as(what + " changed " + changed).containsAll(changed);
    }
    return true;
  }

  /// The names of the components in which two values differ, as members are written.
  private static Set<String> differences(@Nullable Object one, @Nullable Object other) {
    Set<String> names = new LinkedHashSet<>();
    differences("", one, other, names);
    return names;
  }

  private static void differences(
      String name, @Nullable Object one, @Nullable Object other, Set<String> names) {
    if (Objects.equals(one, other)) {
      return;
    }
    if (one instanceof Collection<?> ones
        && other instanceof Collection<?> others
        && ones.size() == others.size()) {
      var second = others.iterator();
      ones.forEach(each -> differences(name, each, second.next(), names));
    } else if (one instanceof Record first
        && other instanceof Record second
        && first.getClass() == second.getClass()
        && first.getClass().getRecordComponents().length > 1) {
      for (RecordComponent component : first.getClass().getRecordComponents()) {
        differences(
            component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
            value(component, first),
            value(component, second),
            names);
      }
    } else {
      names.add(name);
    }
  }

  private static @Nullable Object value(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static List<Reading> readings(Emulator emulator, XSeriesClient api)
      throws InterruptedException {
    List<ProductId> products =
        emulator.products().stream()
            .filter(each -> each.isActive() && !each.isComposite() && !each.isDeleted())
            .limit(4)
            .map(each -> new ProductId(each.id()))
            .toList();
    String outlet = emulator.outlets().getFirst().id();
    ConsignmentDraft draft =
        ConsignmentDraft.openOrder(outlet, emulator.suppliers().getFirst().id(), "Note")
            .withReference("PO-1042")
            .withSupplierInvoice("I-1")
            .withDueAt(Instant.parse("2026-12-24T00:00:00Z"));
    List<ConsignmentLine> lines =
        products.stream()
            .map(each -> new ConsignmentLine(each, BigDecimal.TEN, BigDecimal.ONE))
            .toList();
    ConsignmentId id = api.createConsignment(Client.CALLER, draft).id();
    ConsignmentId deleted = api.createConsignment(Client.CALLER, draft).id();
    var _ = api.addProducts(Client.CALLER, id, lines);
    var hook = api.createWebhook(Client.CALLER, "product.update", "https://example.com/hook");
    String sku = emulator.products().getFirst().sku();
    Set<String> counted = new HashSet<>(Set.of("data", OddForms.UNKNOWN));
    products.forEach(each -> counted.add(each.value()));
    Set<String> row = Set.of("data", "id");
    Set<String> named = Set.of("data", "id", "name", "deleted_at");
    List<Reading> readings =
        new ArrayList<>(
            List.of(
                new Reading(
                    "createConsignment", HEADER, a -> a.createConsignment(Client.CALLER, draft)),
                new Reading("consignment", HEADER, a -> a.consignment(Client.CALLER, id)),
                new Reading(
                    "updateConsignment",
                    HEADER,
                    a -> a.updateConsignment(Client.CALLER, id, draft)),
                new Reading("listedOrders", row, a -> a.listedOrders(Client.CALLER, 0, 10)),
                new Reading("addProducts", counted, a -> a.addProducts(Client.CALLER, id, lines)),
                new Reading(
                    "consignmentProducts",
                    Set.of("data", "product_id", "count", "received", "cost", "deleted_at"),
                    a -> a.consignmentProducts(Client.CALLER, id, 0)),
                new Reading(
                    "assignProduct",
                    Set.of(),
                    a -> tell(a, each -> each.assignProduct(Client.CALLER, id, lines.getFirst()))),
                new Reading(
                    "removeProduct",
                    Set.of(),
                    a ->
                        tell(a, each -> each.removeProduct(Client.CALLER, id, products.getLast()))),
                new Reading(
                    "deleteConsignment",
                    Set.of(),
                    a -> tell(a, each -> each.deleteConsignment(Client.CALLER, deleted))),
                new Reading("products", PRODUCT, a -> a.products(Client.CALLER, 0)),
                new Reading("product", PRODUCT, a -> a.product(Client.CALLER, products.getFirst())),
                new Reading(
                    "productsBySku", PRODUCT, a -> a.productsBySku(Client.CALLER, List.of(sku))),
                new Reading(
                    "outlets",
                    Set.of("data", "id", "name", "time_zone", "deleted_at"),
                    a -> a.outlets(Client.CALLER, 0)),
                new Reading("suppliers", named, a -> a.suppliers(Client.CALLER, 0)),
                new Reading(
                    "webhooks",
                    Set.of("data", "id", "type", "url"),
                    a -> a.webhooks(Client.CALLER)),
                new Reading(
                    "createWebhook",
                    Set.of("data", "id", "type", "url"),
                    a ->
                        a.createWebhook(
                            Client.CALLER, "inventory.update", "https://example.com/hook")),
                new Reading(
                    "deleteWebhook",
                    Set.of(),
                    a -> tell(a, each -> each.deleteWebhook(Client.CALLER, hook.id()))),
                new Reading("user", Set.of("data"), a -> a.user(Client.CALLER)),
                new Reading("retailer", row, a -> a.retailer(Client.CALLER))));
    if (api.tellsDeliveries()) {
      readings.addAll(readingsOfDeliveries(emulator, api, draft, lines));
    }
    return readings;
  }

  private static List<Reading> readingsOfDeliveries(
      Emulator emulator, XSeriesClient api, ConsignmentDraft draft, List<ConsignmentLine> lines)
      throws InterruptedException {
    ConsignmentId sent = api.createConsignment(Client.CALLER, draft).id();
    var _ = api.addProducts(Client.CALLER, sent, lines);
    var _ = api.updateConsignment(Client.CALLER, sent, draft.withStatus(Consignment.SENT));
    Map<String, BigDecimal> received = new HashMap<>();
    emulator.products().stream()
        .filter(each -> lines.stream().anyMatch(line -> line.productId().value().equals(each.id())))
        .forEach(each -> received.put(each.sku(), BigDecimal.ONE));
    emulator.receivePart(sent.value(), received, "INV-1");
    String order = sent.value();
    String delivery = api.deliveries(Client.CALLER, order, 0).items().getFirst().id();
    Set<String> numbered = Set.of("data", "id", "order_number");
    return List.of(
        new Reading("purchaseOrder", numbered, a -> a.purchaseOrder(Client.CALLER, order)),
        new Reading("purchaseOrders", numbered, a -> a.purchaseOrders(Client.CALLER, 0)),
        new Reading("deliveries", Set.of("data", "id"), a -> a.deliveries(Client.CALLER, order, 0)),
        new Reading(
            "deliveryLines",
            Set.of("data", "product_id", "expected_quantity", "received_quantity"),
            a -> a.deliveryLines(Client.CALLER, order, delivery, 0)));
  }

  @FunctionalInterface
  private interface Telling {
    void tell(XSeriesClient api) throws InterruptedException;
  }

  private static @Nullable Object tell(XSeriesClient api, Telling telling)
      throws InterruptedException {
    telling.tell(api);
    return null;
  }
}
