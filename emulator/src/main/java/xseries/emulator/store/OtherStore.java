package xseries.emulator.store;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// The data file holds another store than the one that was asked for.
public final class OtherStore extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  OtherStore(Path path, String what, long kept, long wanted) {
    super(
        path
            + " holds a store that was made with "
            + what
            + " "
            + kept
            + ", not "
            + wanted
            + ". Leave --"
            + what
            + " out to go on with it, or keep this one elsewhere with --data, or nowhere.");
  }
}
