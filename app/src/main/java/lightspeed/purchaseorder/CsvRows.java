package lightspeed.purchaseorder;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rows of a CSV file, one at a time, whatever separator it uses. Cells are trimmed; blank rows
/// are skipped but counted, so that row numbers are those of a spreadsheet.
final class CsvRows implements Closeable {
  /// No header is longer; the separator is found in it.
  private static final int HEADER_CHARACTERS = 16 * 1024;

  /// Far more than any cell may have, so that its own check tells about it; bounds what one missing
  /// quotation mark can swallow.
  private static final int MAX_CELL_CHARACTERS = 64 * 1024;

  private static final int MAX_ROW_CHARACTERS = 1024 * 1024;
  private static final int MAX_CELLS = 1000;
  private static final String SEPARATORS = ",;\t";
  private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?\\R");

  private final char separator;
  private final CloseableIterator<CsvRecord> records;
  private long row;

  private CsvRows(char separator, long rowsBefore, CloseableIterator<CsvRecord> records) {
    this.separator = separator;
    this.row = rowsBefore;
    this.records = records;
  }

  /// The file cannot be read any further. The message is a sentence for people.
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long row;

    Unreadable(long row, String message, Throwable cause) {
      super(message, cause);
      this.row = row;
    }

    /// 0: not about a row.
    long row() {
      return row;
    }
  }

  /// Closing it closes `file`.
  ///
  /// @throws Unreadable when it is not UTF-8
  static CsvRows of(InputStream file) throws IOException {
    PushbackReader reader = new PushbackReader(new Utf8Reader(file), HEADER_CHARACTERS);
    try {
      String start = start(reader);
      Matcher told = SEPARATOR_LINE.matcher(start);
      boolean isTold = told.lookingAt();
      String rest = isTold ? start.substring(told.end()) : start;
      reader.unread(rest.toCharArray());
      char separator = isTold ? told.group(1).charAt(0) : separatorOf(rest);
      CsvReader<CsvRecord> csv =
          CsvReader.builder()
              .fieldSeparator(separator)
              .skipEmptyLines(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .trimWhitespacesAroundQuotes(true)
              .build(
                  CsvRecordHandler.of(
                      limits ->
                          limits
                              .maxFields(MAX_CELLS)
                              .maxFieldSize(MAX_CELL_CHARACTERS)
                              .maxRecordSize(MAX_ROW_CHARACTERS)),
                  reader);
      return new CsvRows(separator, isTold ? 1 : 0, csv.iterator());
    } catch (Utf8Reader.NotUtf8 e) {
      reader.close();
      throw new Unreadable(0, String.valueOf(e.getMessage()), e);
    }
  }

  char separator() {
    return separator;
  }

  /// The number of the row that [#next] gave last, as a spreadsheet counts.
  long row() {
    return row;
  }

  /// The next row that is not blank, empty at the end.
  ///
  /// @throws Unreadable when the rest of the file cannot be read
  Optional<List<String>> next() {
    try {
      while (records.hasNext()) {
        row++;
        List<String> cells = records.next().getFields().stream().map(TextCells::trimmed).toList();
        if (!cells.stream().allMatch(String::isEmpty)) {
          return Optional.of(cells);
        }
      }
      return Optional.empty();
    } catch (CsvParseException | UncheckedIOException | NoSuchElementException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  private Unreadable unreadable(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Utf8Reader.NotUtf8) {
        return new Unreadable(0, String.valueOf(cause.getMessage()), failure);
      }
      if (cause instanceof IOException) {
        return new Unreadable(row + 1, "the file cannot be read: " + cause.getMessage(), failure);
      }
    }
    return new Unreadable(
        row + 1,
        "from here on the file cannot be read as CSV: is a quotation mark missing or in the wrong"
            + " place? Put cells with \" or the separator in quotation marks and write \" inside as"
            + " \"\"",
        failure);
  }

  private static String start(PushbackReader reader) throws IOException {
    char[] buffer = new char[HEADER_CHARACTERS];
    int length = 0;
    int read;
    while (length < buffer.length
        && (read = reader.read(buffer, length, buffer.length - length)) > 0) {
      length += read;
    }
    return new String(buffer, 0, length);
  }

  /// The separator that stands most often in the header, outside quotation marks.
  private static char separatorOf(String start) {
    int[] counts = new int[SEPARATORS.length()];
    boolean isQuoted = false;
    boolean isHeaderSeen = false;
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      int separator = SEPARATORS.indexOf(c);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && (c == '\n' || c == '\r')) {
        if (isHeaderSeen) {
          break;
        }
      } else {
        isHeaderSeen |= !Character.isWhitespace(c);
        if (!isQuoted && separator >= 0) {
          counts[separator]++;
        }
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      if (counts[i] > counts[best]) {
        best = i;
      }
    }
    return SEPARATORS.charAt(best);
  }
}
