/// How alike two written words are, for "did you mean": the one class is
/// [lightspeed.spelling.EditDistance]. Knows nothing of what the words mean.
@NullMarked
package lightspeed.spelling;

import org.jspecify.annotations.NullMarked;
