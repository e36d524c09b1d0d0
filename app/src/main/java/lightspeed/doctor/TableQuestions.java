package lightspeed.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightspeed.db.Database;

/// Questions that one statement answers: each row it finds is what is wrong, in words.
final class TableQuestions {
  /// Many things with the same fault are told by their number and the first few.
  static final int FEW = 5;

  /// What Lightspeed or a database says may fill a page.
  private static final int LONGEST = 400;

  private static final Pattern PLACE = Pattern.compile("<[a-z ]+>");
  private static final Set<Need> NEEDS = EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES);

  private final Supplier<Database> database;

  TableQuestions(Supplier<Database> database) {
    this.database = database;
  }

  /// A question about the tables.
  ///
  /// @param sql selects a column of sentences, of which at most [#FEW] are told, and perhaps a
  ///     second one of what takes the place of `<…>` in the repair
  Question about(String name, Fault fault, String sql) {
    return Question.of(
        fault.topic(),
        name,
        NEEDS,
        () ->
            database
                .get()
                .read(
                    handle ->
                        handle
                            .createQuery(sql)
                            .setMaxRows(FEW)
                            .map((row, _) -> finding(fault, row))
                            .list()));
  }

  private static Finding finding(Fault fault, ResultSet row) throws SQLException {
    var repair = fault.repair();
    if (row.getMetaData().getColumnCount() > 1) {
      repair = PLACE.matcher(repair).replaceAll(Matcher.quoteReplacement(row.getString(2)));
    }
    var sentence = row.getString(1);
    return new Finding(
        fault,
        sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST - 1) + "…",
        repair);
  }

  /// A question about the tables that takes more than one statement.
  Question asking(String name, Topic topic, Question.Ask ask) {
    return Question.of(topic, name, NEEDS, ask);
  }

  /// What a statement finds in its only column, the first [#FEW].
  List<String> lines(String sql) {
    return database
        .get()
        .read(handle -> handle.createQuery(sql).setMaxRows(FEW).mapTo(String.class).list());
  }
}
