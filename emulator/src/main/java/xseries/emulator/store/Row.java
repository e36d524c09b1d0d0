package xseries.emulator.store;

/// An immutable state of one thing. A change is a new row with the same id and a higher version.
public interface Row {
  String id();

  long version();
}
