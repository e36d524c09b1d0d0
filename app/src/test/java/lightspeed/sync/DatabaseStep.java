package lightspeed.sync;

/// Something that a worker asks of the database: a statement, or a connection.
///
/// @param thread the worker's thread that asks
/// @param what the statement on one line, or [#OPENING]
/// @param occurrence counts from 1 what the same thread asks in the same words
record DatabaseStep(String thread, String what, int occurrence) {
  static final String OPENING = "(a connection)";

  boolean isOpening() {
    return what.equals(OPENING);
  }

  boolean isCommit() {
    return what.equals("COMMIT");
  }
}
