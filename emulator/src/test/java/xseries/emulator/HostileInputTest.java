package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing a client sends may end in a 5xx, hang, or spoil the next request.
final class HostileInputTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private String raw(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.emulator.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String raw(String text) throws IOException {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String head(String method, String path, String fields) {
    return method
        + " /api/2.0"
        + path
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer sandbox-token\r\n"
        + fields
        + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "[]",
        "null",
        "12",
        "'text'",
        "{'name':{}}",
        "{'name':'x','outlet_id':[1]}",
        "{'type':'NOPE','name':'x','outlet_id':'y'}",
        "{'data':[]}",
        "{'data':{'data':{}}}",
        "{'type':7,'status':true,'name':'x','outlet_id':'y'}"
      })
  void brokenConsignmentsAreRefused(String body) {
    int status = sandbox.post("/consignments", body).status();

    assertThat(status).isBetween(400, 422);
    assertThat(sandbox.emulator.consignments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "[null]",
        "[{}]",
        "[{'product_id':null,'count':1}]",
        "[{'product_id':{},'count':1}]",
        "[{'product_id':'%s'}]",
        "[{'product_id':'%s','count':[]}]",
        "[{'product_id':'%s','count':'many'}]",
        "[{'product_id':'%s','count':'1e999999999'}]",
        "[{'product_id':'%s','count':true}]",
        "[{'product_id':'%s','count':1,'cost':'NaN'}]"
      })
  void brokenBulksAreRefusedAndApplyNothing(String body) {
    String id = sandbox.draft();

    Sandbox.Reply refused =
        sandbox.post("/consignments/" + id + "/bulk", body.replace("%s", sandbox.product(0).id()));

    assertThat(refused.status()).isBetween(400, 422);
    assertThat(sandbox.get("/consignments/" + id + "/products").data()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/consignments/none",
        "/consignments/none/products",
        "/consignments/none/totals",
        "/products/none",
        "/outlets/none",
        "/suppliers/none",
        "/registers/none",
        "/users/none",
        "/webhooks/none",
        "/nothing",
        "/consignments/%2e%2e/%zz",
        "/consignments//products",
        "/"
      })
  void unknownIdsAndPathsAre404(String path) throws IOException {
    assertThat(raw(head("GET", path, ""))).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'active':true,'type':'sale.update'}",
        "{'active':'perhaps','type':'sale.update','url':'http://x'}",
        "{'active':true,'type':['sale.update'],'url':'http://x'}",
        "{'active':true,'type':'sale.update','url':{}}",
        "{'active':true,'type':'sale.update','url':'x'}",
        "{'active':true,'type':'sale.update','url':'%s'}"
      })
  void brokenSubscriptionsAreRefused(String body) {
    Sandbox.Reply refused =
        sandbox.post("/webhooks", body.replace("%s", "http://" + "x".repeat(5_000)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isNotEmpty();
    assertThat(sandbox.get("/webhooks").data()).isEmpty();
  }

  @Test
  void deeplyNestedJsonIsRefused() {
    String deep = "[".repeat(20_000);

    assertThat(sandbox.post("/consignments", deep).status()).isEqualTo(400);
  }

  @Test
  void badUtf8IsRefused() throws IOException {
    byte[] head =
        head("POST", "/consignments", "Content-Length: 5\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + 5);
    System.arraycopy(new byte[] {'{', '"', (byte) 0xc3, '"', '}'}, 0, request, head.length, 5);

    assertThat(raw(request)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void bodyThatIsTooLargeIs413WithoutBeingRead() throws IOException {
    assertThat(raw(head("POST", "/consignments", "Content-Length: 99999999\r\n")))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void endlessHeaderIs431() throws IOException {
    assertThat(raw("GET / HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / SPDY/1\r\n\r\n",
        "BREW / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET nothing HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n"
      })
  void bytesThatAreNoRequestAreRefusedAndTheConnectionEnds(String bytes) throws IOException {
    assertThat(raw(bytes)).matches("(?s)HTTP/1\\.1 (400|413|501) .*");
  }

  @Test
  void chunkedBodiesAndExpectContinueAreUnderstood() throws IOException {
    String body = sandbox.header("SUPPLIER", "").replace('\'', '"');
    String request =
        head("POST", "/consignments", "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n")
            + Integer.toHexString(body.length())
            + ";x=y\r\n"
            + body
            + "\r\n0\r\nTrailer: t\r\n\r\n";

    String answer = raw(request);

    assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 ");
  }

  @Test
  void headAnswersWithoutABody() throws IOException {
    String answer = raw(head("HEAD", "/outlets", ""));

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    assertThat(answer).containsPattern("Content-Length: [1-9]");
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    String first = head("GET", "/outlets", "").replace("Connection: close\r\n", "");

    String answers = raw(first + head("GET", "/nothing", ""));

    assertThat(answers).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 404 ");
  }
}
