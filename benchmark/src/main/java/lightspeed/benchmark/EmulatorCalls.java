package lightspeed.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The emulator as a process of its own with 50,000 consignments: how soon it is ready, and how
/// many calls it answers while the caller shares its cores.
final class EmulatorCalls {
  private static final int CONSIGNMENTS = 50_000;
  private static final int STARTS = 5;
  private static final int CONNECTIONS = 8;
  private static final int WARM_SECONDS = 5;
  private static final int SECONDS = 15;
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final int port;
  private final List<String> ids = new ArrayList<>();

  private EmulatorCalls(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Figures measure(Path launcher) throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    double[] starts = new double[STARTS];
    for (int at = 0; at < STARTS; at++) {
      long begin = System.nanoTime();
      EmulatorCalls one = start(launcher);
      starts[at] = (System.nanoTime() - begin) / 1e6;
      one.stop();
    }
    Arrays.sort(starts);
    figures.put("start to ready line, ms", starts[STARTS / 2]);
    EmulatorCalls emulator = start(launcher);
    ProcessMemory memory = new ProcessMemory(emulator.process);
    try {
      long begin = System.nanoTime();
      emulator.fill();
      figures.put("made by staff, consignments/s", CONSIGNMENTS / seconds(begin));
      emulator.call(WARM_SECONDS);
      long[] times = emulator.call(SECONDS);
      Arrays.sort(times);
      figures.put("calls/s", times.length / (double) SECONDS);
      figures.put("median, ms", times[times.length / 2] / 1e6);
      figures.put("99 %, ms", times[(int) (times.length * 0.99)] / 1e6);
    } finally {
      emulator.stop();
    }
    figures.put("peak resident MiB", memory.peakMebibytes());
    return Figures.of(figures);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static EmulatorCalls start(Path launcher) throws IOException {
    Process process =
        new ProcessBuilder(
                launcher.toString(), "sandbox", "--port", "0", "--memory", "--registers", "1000000")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String ready = output.readLine();
    if (ready == null) {
      throw new IOException("The sandbox did not start.");
    }
    String port = ready.replaceFirst(".*http://127\\.0\\.0\\.1:([0-9]+).*", "$1");
    return new EmulatorCalls(process, Integer.parseInt(port));
  }

  private void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /// Makes orders of two lines each, in the status that most of a store's orders have.
  private void fill() throws IOException {
    try (Connection connection = new Connection(port)) {
      JsonNode catalog = JSON.readTree(connection.call("GET", "/_emulator/catalog", ""));
      String outlet = catalog.path("outlets").path(0).path("id").asString();
      String supplier = catalog.path("suppliers").path(0).path("id").asString();
      List<String> skus = new ArrayList<>();
      for (JsonNode product : catalog.path("products")) {
        boolean isOrdered =
            product.path("is_active").asBoolean()
                && !product.path("is_composite").asBoolean()
                && product.path("deleted_at").isNull();
        if (isOrdered) {
          skus.add(product.path("sku").asString());
        }
      }
      for (int n = 0; n < CONSIGNMENTS; n++) {
        String body =
            """
            {"reference":"PO-%d","outlet_id":"%s","supplier_id":"%s","status":"SENT",
             "lines":[{"sku":"%s","count":5,"cost":"3.2"},{"sku":"%s","count":7,"cost":"1.9"}]}\
            """
                .formatted(n, outlet, supplier, skus.get(n % 900), skus.get(900 + n % 900));
        byte[] made = connection.call("POST", "/_emulator/consignments", body);
        ids.add(JSON.readTree(made).path("id").asString());
      }
    }
  }

  /// Calls as clients do, most of them reading: eight connections, each waiting for its answer.
  ///
  /// @return how long each call took, in nanoseconds
  private long[] call(int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<long[]> all = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int n = 0; n < CONNECTIONS; n++) {
      Random random = new Random(n);
      callers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    long[] mine = callUntil(end, random);
                    synchronized (all) {
                      all.add(mine);
                    }
                  }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    return all.stream().flatMapToLong(Arrays::stream).toArray();
  }

  private long[] callUntil(long end, Random random) {
    long[] times = new long[1_000_000];
    int count = 0;
    try (Connection connection = new Connection(port)) {
      while (System.nanoTime() < end) {
        long begin = System.nanoTime();
        oneCall(connection, random);
        times[count] = System.nanoTime() - begin;
        count++;
      }
    } catch (IOException e) {
      throw new IllegalStateException("The emulator stopped answering.", e);
    }
    return Arrays.copyOf(times, count);
  }

  private void oneCall(Connection connection, Random random) throws IOException {
    String path = "/api/2.0/consignments/" + ids.get(random.nextInt(ids.size()));
    switch (random.nextInt(8)) {
      case 0 -> connection.call("PUT", path, "{\"name\":\"Note %d\"}".formatted(random.nextInt()));
      case 1, 2, 3 -> connection.call("GET", path + "/products", "");
      case 4 -> connection.call("GET", path + "/totals", "");
      default -> connection.call("GET", path, "");
    }
  }

  /// A kept connection that waits for each answer.
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 65_536);
      out = socket.getOutputStream();
    }

    byte[] call(String method, String path, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sandbox-token\r\n"
                  .formatted(method, path)
              + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                  .formatted(bytes.length);
      byte[] request =
          Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + bytes.length);
      System.arraycopy(bytes, 0, request, head.length(), bytes.length);
      out.write(request);
      return answer();
    }

    private byte[] answer() throws IOException {
      String status = line();
      if (!status.contains(" 20")) {
        throw new IOException("The emulator answered " + status);
      }
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.startsWith("Content-Length: ")) {
          length = Integer.parseInt(header.substring("Content-Length: ".length()));
        }
      }
      return in.readNBytes(length);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException();
        }
        if (next != '\r') {
          line.append((char) next);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
