package lightspeed.xseries;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;

/// How long the client reads the answer to a bulk call of 500 lines and a page of 1,000 products,
/// against Jackson's bare tree of the same bytes. In the package of the client, because its reading
/// is nobody else's.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadAnswers {
  private static final int LINES = 500;
  private static final int PAGE = 1_000;

  /// JMH looks for the sizes of objects in a way that the JVM warns of.
  private static final String QUIET = "--sun-misc-unsafe-memory-access=allow";

  private static final TimeValue ROUND = TimeValue.seconds(1);
  private static final Answer NONE =
      new Answer(0, HttpHeaders.of(Map.of(), (_, _) -> true), new byte[0]);

  private final JsonMapper bare = new JsonMapper();
  private Answer bulk = NONE;
  private Answer page = NONE;

  /// Measures all four in a JVM of their own.
  ///
  /// @return microseconds, and how many times the bare tree's
  public static Map<String, Double> measure() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ReadAnswers.class.getName())
                    .forks(1)
                    .jvmArgsAppend(QUIET)
                    .warmupIterations(5)
                    .warmupTime(ROUND)
                    .measurementIterations(5)
                    .measurementTime(ROUND)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    Map<String, Double> scores = new LinkedHashMap<>();
    for (RunResult result : results) {
      scores.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    add(figures, "bulk answer", scores, "readBulk", "bareBulk");
    add(figures, "page of products", scores, "readPage", "barePage");
    return figures;
  }

  private static void add(
      Map<String, Double> figures,
      String what,
      Map<String, Double> scores,
      String read,
      String bare) {
    double client = Objects.requireNonNull(scores.get(read));
    double tree = Objects.requireNonNull(scores.get(bare));
    figures.put(what + ", µs", client);
    figures.put(what + ", bare tree, µs", tree);
    figures.put(what + ", times bare", client / tree);
  }

  /// Both answers come from the emulator.
  @Setup
  public void ask() throws IOException, InterruptedException {
    EmulatorOptions options = EmulatorOptions.defaults().withProducts(3 * PAGE).withBirth(1);
    try (Emulator emulator = Emulator.start(options)) {
      page = call(emulator, "GET", "/products?page_size=" + PAGE, null);
      ConsignmentDraft draft =
          ConsignmentDraft.openOrder(
              emulator.outlets().getFirst().id(), emulator.suppliers().getFirst().id(), "Order");
      JsonNode made =
          Calls.document(
              call(emulator, "POST", "/consignments", RequestBodies.newConsignment(draft)));
      List<ConsignmentLine> lines =
          emulator.products().stream()
              .filter(product -> product.isActive() && product.deletedAt() == null)
              .filter(product -> !product.isComposite() && !product.hasVariants())
              .map(product -> new ProductId(product.id()))
              .limit(LINES)
              .map(id -> new ConsignmentLine(id, BigDecimal.TEN, BigDecimal.ONE))
              .toList();
      String path = "/consignments/" + Envelope.unwrap(made).path("id").asString() + "/bulk";
      bulk = call(emulator, "POST", path, RequestBodies.lines(lines));
    }
    if (readBulk().counts().size() != LINES || readPage().items().size() != PAGE) {
      throw new IllegalStateException("The answers have other sizes than are measured.");
    }
  }

  private static Answer call(Emulator emulator, String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(emulator.url() + "/api/2.0" + path))
            .header("Authorization", "Bearer " + emulator.token())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(RequestBodies.bytes(body)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() > 299) {
        throw new IOException(method + " " + path + " ended with " + answer.statusCode());
      }
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    }
  }

  @Benchmark
  public BulkAnswer readBulk() {
    return Envelope.bulk(Calls.document(bulk));
  }

  @Benchmark
  public JsonNode bareBulk() {
    return bare.readTree(bulk.body());
  }

  @Benchmark
  public Page<Product> readPage() {
    return TolerantPage.read(Calls.document(page), "product", Product::read);
  }

  @Benchmark
  public JsonNode barePage() {
    return bare.readTree(page.body());
  }
}
