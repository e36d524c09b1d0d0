package lightspeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Real-looking orders from what the store has, as a buyer's spreadsheet would export them: small
/// ones, one that needs two bulk calls, and one with a slip of the pen in a SKU.
final class DemoOrders {
  /// The one that the shop receives: twelve lines.
  static final String RECEIVED = "PO-DEMO-002";

  /// Needs two bulk calls, of 500 lines and of 100.
  static final String LARGE = "PO-DEMO-003";

  /// Has a SKU that does not exist.
  static final String WRONG = "PO-DEMO-005";

  static final List<String> GOOD = List.of("PO-DEMO-001", RECEIVED, LARGE, "PO-DEMO-004");

  private static final int LARGE_LINES = 600;
  private static final String HEADER =
      "public_id,supplier,outlet,sku,quantity,unit_cost,name,supplier_invoice\n";

  /// Always the same orders, so that what people report can be repeated.
  private final Random random = new Random(7);

  private final SandboxControl.Store store;
  private final StringBuilder csv = new StringBuilder(HEADER);

  DemoOrders(SandboxControl.Store store) {
    this.store = store;
  }

  static List<String> all() {
    var all = new ArrayList<>(GOOD);
    all.add(WRONG);
    return List.copyOf(all);
  }

  void write(Path file) throws IOException {
    add(GOOD.get(0), 3);
    add(GOOD.get(1), 12);
    add(LARGE, LARGE_LINES);
    add(GOOD.get(3), 40);
    add(WRONG, 2);
    var item = pick(1).getFirst();
    line(WRONG, new SandboxControl.Item(misspelt(item.sku()), item.name()));
    Files.writeString(file, csv);
  }

  private void add(String order, int lines) {
    pick(lines).forEach(item -> line(order, item));
  }

  private List<SandboxControl.Item> pick(int number) {
    var items = new ArrayList<>(store.items());
    Collections.shuffle(items, random);
    return items.subList(0, Math.min(number, items.size()));
  }

  private void line(String order, SandboxControl.Item item) {
    int number = order.charAt(order.length() - 1) - '0';
    csv.append(order).append(',');
    csv.append(quoted(label(store.suppliers(), number))).append(',');
    csv.append(quoted(label(store.outlets(), number))).append(',');
    csv.append(item.sku()).append(',');
    csv.append(1 + random.nextInt(60)).append(',');
    csv.append(1 + random.nextInt(90)).append('.').append(10 + random.nextInt(90)).append(',');
    csv.append(quoted(item.name())).append(',');
    csv.append("INV-").append(1000 + number).append('\n');
  }

  /// Its name, as buyers write it; its id when another has the same name.
  private static String label(List<SandboxControl.Named> rows, int number) {
    var row = rows.get(number % rows.size());
    long same = rows.stream().filter(other -> other.name().equals(row.name())).count();
    return same == 1 ? row.name() : row.id();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /// The last character is another one.
  private static String misspelt(String sku) {
    int last = sku.length() - 1;
    return sku.substring(0, last) + (sku.charAt(last) == 'X' ? 'Y' : 'X');
  }
}
