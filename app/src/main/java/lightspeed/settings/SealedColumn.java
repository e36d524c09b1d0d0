package lightspeed.settings;

import java.util.function.UnaryOperator;

/// A column whose values [SecretBox] seals. Only what is in such a column can be sealed, and a test
/// looks that each of them is known to the rotation of keys.
///
/// @param table name of the table
/// @param key column that tells its rows apart
/// @param column holds the sealed text
/// @param boxName name that the value of a row is sealed under, from the row's key, so that it
///     cannot be moved to another row
public record SealedColumn(
    String table, String key, String column, UnaryOperator<String> boxName) {}
