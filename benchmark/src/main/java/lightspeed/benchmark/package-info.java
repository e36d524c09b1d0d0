/// Measurements of the real program as processes. Read [lightspeed.benchmark.BenchmarkMain] first.
@NullMarked
package lightspeed.benchmark;

import org.jspecify.annotations.NullMarked;
