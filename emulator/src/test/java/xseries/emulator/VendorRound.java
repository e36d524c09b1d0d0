package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import xseries.emulator.api.ApiVersion;
import xseries.emulator.api.Operation;
import xseries.emulator.catalog.Product;
import xseries.emulator.settings.Switch;

/// Calls all operations of one version and holds what is answered against its documents.
final class VendorRound {
  private final Sandbox sandbox;
  private final ApiVersion version;
  private final VendorDocuments documents;
  private final boolean demandsAll;
  private final Findings findings;

  /// @param demandsAll whether members that are not required must be there, too
  VendorRound(
      Sandbox sandbox,
      ApiVersion version,
      VendorDocuments documents,
      boolean demandsAll,
      Findings findings) {
    this.sandbox = sandbox;
    this.version = version;
    this.documents = documents;
    this.demandsAll = demandsAll;
    this.findings = findings;
  }

  /// What all rounds found. An answer is named `version METHOD /path/{} status`, a fault the same
  /// without the status and with what is wrong.
  ///
  /// @param described answers that a document describes
  /// @param notDescribed those that none does
  record Findings(
      Set<String> faults, Set<String> described, Set<String> notDescribed, AtomicInteger answers) {
    Findings() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new AtomicInteger());
    }
  }

  void run() {
    catalogue();
    if (version == ApiVersion.V0_9) {
      oldLists();
      oldWebhooks();
      return;
    }
    productUpdate();
    if (version == ApiVersion.V2_1) {
      return;
    }
    inventory();
    webhooks();
    for (String type : List.of("SUPPLIER", "OUTLET", "RETURN", "STOCKTAKE")) {
      consignments(type);
    }
    if (version.isDated()) {
      orders();
    }
  }

  /// One call, checked. `ids` stand in the path's places, in order.
  private Sandbox.Reply call(Operation operation, String query, String body, String... ids) {
    String path = operation.path();
    for (String id : ids) {
      path = path.replaceFirst("\\{[a-z_]+}", id);
    }
    return check(operation, sandbox.at(operation.method(), version.base() + path + query, body));
  }

  private Sandbox.Reply check(Operation operation, Sandbox.Reply reply) {
    findings.answers().incrementAndGet();
    String name =
        version + " " + operation.method() + " " + VendorDocument.unnamed(operation.path());
    Optional<List<String>> found =
        documents.faults(operation, reply.status(), reply.body(), demandsAll);
    if (found.isPresent()) {
      findings.described().add(name + " " + reply.status());
      found.get().forEach(fault -> findings.faults().add(name + " " + fault));
    } else {
      findings.notDescribed().add(name + " " + reply.status());
    }
    return reply;
  }

  private Sandbox.Reply get(Operation operation, String... ids) {
    return call(operation, "", "", ids);
  }

  private String first(Operation list) {
    return get(list).data().path(0).path("id").asString();
  }

  private void catalogue() {
    if (version == ApiVersion.V0_9 || version == ApiVersion.V2_1) {
      return;
    }
    List<Product> products = sandbox.emulator.products();
    Set<Product> kinds = new LinkedHashSet<>();
    kinds.add(sandbox.product(0));
    kinds.add(sandbox.composite());
    products.stream().filter(Product::hasVariants).findFirst().ifPresent(kinds::add);
    products.stream()
        .filter(one -> one.variantParentId() != null)
        .findFirst()
        .ifPresent(kinds::add);
    products.stream().filter(one -> !one.isActive()).findFirst().ifPresent(kinds::add);
    products.stream().filter(Product::isDeleted).findFirst().ifPresent(kinds::add);
    kinds.forEach(one -> get(Operation.GET_PRODUCT, one.id()));
    call(Operation.LIST_PRODUCTS, "?page_size=1000&deleted=true", "");
    call(Operation.LIST_PRODUCTS, "?sku=" + sandbox.product(3).sku(), "");
    call(Operation.LIST_PRODUCTS, "?after=" + Long.MAX_VALUE, "");
    call(Operation.SEARCH, "?type=products&page_size=20", "");
    get(Operation.GET_OUTLET, first(Operation.LIST_OUTLETS));
    get(Operation.GET_REGISTER, first(Operation.LIST_REGISTERS));
    get(Operation.GET_USER, first(Operation.LIST_USERS));
    get(Operation.GET_OWN_USER);
    get(version.isDated() ? Operation.GET_RETAILER_DATED : Operation.GET_RETAILER);
    get(Operation.GET_BRAND, first(Operation.LIST_BRANDS));
    get(Operation.GET_PRODUCT_TYPE, first(Operation.LIST_PRODUCT_TYPES));
    get(Operation.GET_TAG, first(Operation.LIST_TAGS));
    get(Operation.LIST_TAXES);
    get(Operation.LIST_OUTLET_TAXES);
    get(Operation.GET_SUPPLIER, first(Operation.LIST_SUPPLIERS));
    String made =
        call(Operation.CREATE_SUPPLIER, "", "{'name':'Made by a client'}").data().asString();
    get(Operation.GET_SUPPLIER, made);
    call(Operation.UPDATE_SUPPLIER, "", "{'description':'Ours'}", made);
    get(Operation.DELETE_SUPPLIER, made);
  }

  private void productUpdate() {
    Operation update = version.isDated() ? Operation.UPDATE_PRODUCT : Operation.UPDATE_PRODUCT_2_1;
    if (update.versions().contains(version)) {
      call(update, "", "{'common':{'name':'New name'}}", sandbox.product(5).id());
      call(update, "", "{'details':{'is_active':'perhaps'}}", sandbox.product(5).id());
      call(update, "", "{'common':{'name':'New name'}}", "none");
    }
  }

  private void inventory() {
    String product = sandbox.product(0).id();
    if (version.isDated()) {
      call(Operation.LIST_INVENTORY_DATED, "", "{'page_size':20}");
      get(Operation.GET_INVENTORY_DATED, product);
    } else {
      get(Operation.LIST_INVENTORY);
      get(Operation.GET_INVENTORY, product);
    }
  }

  private void webhooks() {
    String body =
        "{'active':true,'type':'consignment.receive','url':'http://127.0.0.1:9/%s'}"
            .formatted(version);
    String id = call(Operation.CREATE_WEBHOOK, "", body).data().path("id").asString();
    call(Operation.CREATE_WEBHOOK, "", body);
    get(Operation.LIST_WEBHOOKS);
    get(Operation.GET_WEBHOOK, id);
    get(Operation.GET_WEBHOOK, "none");
    call(Operation.UPDATE_WEBHOOK, "", "{'active':false}", id);
    call(Operation.UPDATE_WEBHOOK, "", "{'active':false}", "none");
    get(Operation.DELETE_WEBHOOK, id);
    get(Operation.DELETE_WEBHOOK, id);
  }

  private void consignments(String type) {
    boolean isCount = type.equals("STOCKTAKE");
    String more =
        type.equals("OUTLET") ? ",'source_outlet_id':'" + sandbox.otherOutlet() + "'" : "";
    String id =
        call(Operation.CREATE_CONSIGNMENT, "", sandbox.header(type, more))
            .data()
            .path("id")
            .asString();
    if (isCount) {
      move(id, "STOCKTAKE_IN_PROGRESS");
    }
    String amount = isCount ? "'received':3" : "'count':3,'cost':'1.5'";
    call(Operation.ADD_LINE, "", sandbox.line(0, amount), id);
    call(Operation.ADD_LINE, "", sandbox.line(2, isCount ? "'received':1" : "'count':1"), id);
    call(Operation.ADD_LINES, "", "[" + sandbox.line(1, amount) + "]", id);
    call(Operation.PUT_LINE, "", "{" + amount + "}", id, sandbox.product(0).id());
    call(Operation.DELETE_LINE, "", "", id, sandbox.product(2).id());
    look(id);
    for (String status : steps(type)) {
      move(id, status);
      look(id);
      if (status.equals("DISPATCHED")) {
        call(Operation.ADD_LINES, "", "[" + sandbox.line(1, "'received':2") + "]", id);
        call(Operation.PUT_LINE, "", "{'received':3}", id, sandbox.product(0).id());
      }
    }
    for (String query : List.of("", "?type=" + type, "?after=" + Long.MAX_VALUE)) {
      call(Operation.LIST_CONSIGNMENTS, query, "");
    }
    String dropped =
        call(Operation.CREATE_CONSIGNMENT, "", sandbox.header(type, more))
            .data()
            .path("id")
            .asString();
    get(Operation.DELETE_CONSIGNMENT, dropped);
  }

  private static List<String> steps(String type) {
    return switch (type) {
      case "SUPPLIER" -> List.of("SENT", "DISPATCHED", "RECEIVED");
      case "OUTLET" -> List.of("SENT", "RECEIVED");
      case "RETURN" -> List.of("SENT");
      default -> List.of("STOCKTAKE_COMPLETE");
    };
  }

  private void move(String id, String status) {
    Sandbox.Reply moved = call(Operation.UPDATE_CONSIGNMENT, "", "{'status':'" + status + "'}", id);
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
  }

  private void look(String id) {
    String type = get(Operation.GET_CONSIGNMENT, id).data().path("type").asString();
    get(Operation.LIST_LINES, id);
    if (!type.equals("STOCKTAKE")) {
      get(Operation.GET_TOTALS, id);
    }
  }

  private void orders() {
    String id = sandbox.order("SENT");
    sandbox.emulator.receivePart(id, Map.of(sandbox.product(0).sku(), BigDecimal.TWO), "INV-1");
    get(Operation.LIST_PURCHASE_ORDERS);
    call(Operation.LIST_PURCHASE_ORDERS, "?after=" + Long.MAX_VALUE, "");
    get(Operation.GET_PURCHASE_ORDER, id);
    get(Operation.LIST_ORDER_LINES, id);
    for (var delivery : get(Operation.LIST_DELIVERIES, id).data()) {
      get(Operation.LIST_DELIVERY_LINES, id, delivery.path("id").asString());
    }
    sandbox.emulator.set(Switch.HIDE_COSTS, true);
    get(Operation.GET_PURCHASE_ORDER, id);
    get(Operation.LIST_ORDER_LINES, id);
    get(Operation.LIST_DELIVERIES, id);
    sandbox.emulator.set(Switch.HIDE_COSTS, false);
  }

  private void oldLists() {
    get(Operation.LIST_OUTLETS_OLD);
    get(Operation.LIST_REGISTERS_OLD);
    get(Operation.LIST_USERS_OLD);
    var taxes = get(Operation.LIST_TAXES_OLD).body().path("taxes");
    get(Operation.GET_TAX_OLD, taxes.path(0).path("id").asString());
    call(Operation.LIST_SUPPLIERS_OLD, "?page=2&page_size=7", "");
    var made = call(Operation.WRITE_SUPPLIER_OLD, "", "{'name':'Old','contact':{'email':'a@b.c'}}");
    get(Operation.GET_SUPPLIER_OLD, made.body().path("id").asString());
  }

  private void oldWebhooks() {
    String data = "data=%7B%22type%22%3A%22product.update%22%2C%22url%22%3A%22http%3A%2F%2Fx%22%7D";
    String path = version.base() + "/webhooks";
    Sandbox.Reply made = check(Operation.CREATE_WEBHOOK_OLD, sandbox.form("POST", path, data));
    String id = made.body().path("id").asString();
    get(Operation.LIST_WEBHOOKS_OLD);
    get(Operation.GET_WEBHOOK_OLD, id);
    check(Operation.UPDATE_WEBHOOK_OLD, sandbox.form("PUT", path + "/" + id, data));
    get(Operation.DELETE_WEBHOOK_OLD, id);
  }
}
