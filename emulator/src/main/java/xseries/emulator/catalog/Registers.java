package xseries.emulator.catalog;

import java.util.ArrayList;
import java.util.List;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// The tills, as many as the switch says, spread over the outlets.
public final class Registers {
  /// Below every other version, so a change of their number does not disturb cursors.
  private static final long FIRST_VERSION_OF_BIRTH_0 = 4_800_000_001L;

  private final Catalog catalog;
  private final Settings settings;

  public Registers(Catalog catalog, Settings settings) {
    this.catalog = catalog;
    this.settings = settings;
  }

  public List<Register> list() {
    List<Outlet> outlets = List.copyOf(catalog.outlets().all());
    List<Register> registers = new ArrayList<>();
    long firstVersion = FIRST_VERSION_OF_BIRTH_0 + catalog.versionOffset();
    for (int at = 0; at < settings.number(Switch.REGISTERS); at++) {
      Outlet outlet = outlets.get(at % outlets.size());
      String id =
          "0%07x-002c-11eb-f%03x-%s".formatted(at + 1, at % 4096, outlet.id().substring(24));
      String name = outlet.name() + " register " + (at / outlets.size() + 1);
      registers.add(new Register(id, name, outlet.id(), at + 1, null, firstVersion + at));
    }
    return registers;
  }
}
