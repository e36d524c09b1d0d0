/// Rows in tables under one lock, with the shared version counter and the data file. Read [Store]
/// first. It knows nothing of what the rows mean.
@NullMarked
package xseries.emulator.store;

import org.jspecify.annotations.NullMarked;
