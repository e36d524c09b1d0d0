package xseries.emulator.json;

import java.io.Serial;

/// A field of a request body holds something it cannot hold.
public final class BadField extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public BadField(String name, String problem) {
    super(name + " " + problem);
  }
}
