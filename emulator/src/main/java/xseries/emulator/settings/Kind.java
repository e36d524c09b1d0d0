package xseries.emulator.settings;

/// What a switch may hold.
enum Kind {
  FLAG,
  NUMBER,
  CHOICE
}
