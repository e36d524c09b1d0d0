package xseries.emulator.http;

/// Answers requests. Called on a virtual thread of its own for each connection; may block.
@FunctionalInterface
public interface Handler {
  Reply handle(Request request) throws InterruptedException;
}
