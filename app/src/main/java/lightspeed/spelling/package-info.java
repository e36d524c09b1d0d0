/// How words are written: how alike two are, for "did you mean"
/// ([lightspeed.spelling.EditDistance]), and which characters nobody sees
/// ([lightspeed.spelling.UnseenCharacters]). Knows nothing of what the words mean.
@NullMarked
package lightspeed.spelling;

import org.jspecify.annotations.NullMarked;
