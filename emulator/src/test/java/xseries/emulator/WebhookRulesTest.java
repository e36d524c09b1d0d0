package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import xseries.emulator.settings.Switch;

final class WebhookRulesTest {
  private static final String HOOK =
      "{'active':true,'type':'consignment.receive','url':'https://shop.example/hook'}";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Sandbox.Reply old(String method, String path, String json) {
    String form = "data=" + URLEncoder.encode(json.replace('\'', '"'), StandardCharsets.UTF_8);
    return sandbox.form(method, "/api/webhooks" + path, json.isEmpty() ? "" : form);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.1")
  void creatingIs201AndDuplicatesAre409() {
    Sandbox.Reply made = sandbox.post("/webhooks", HOOK);
    Sandbox.Reply again = sandbox.post("/webhooks", HOOK);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.data().path("active").asBoolean()).isTrue();
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.error()).isNotEmpty();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.1")
  void subscriptionCanBeReadChangedAndDeleted() {
    String path = "/webhooks/" + sandbox.post("/webhooks", HOOK).data().path("id").asString();

    Sandbox.Reply changed = sandbox.put(path, "{'active':false}");
    int listed = sandbox.get("/webhooks").data().size();
    Sandbox.Reply deleted = sandbox.delete(path);

    assertThat(changed.data().path("active").asBoolean()).isFalse();
    assertThat(changed.data().path("type").asString()).isEqualTo("consignment.receive");
    assertThat(listed).isEqualTo(1);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text()).isEmpty();
    assertThat(sandbox.get(path).status()).isEqualTo(404);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.2")
  void typesAreTheSevenOfTheVendor() {
    Sandbox.Reply refused = sandbox.post("/webhooks", HOOK.replace("receive", "update"));

    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "6.1")
  void oldEndpointTakesAFormAndListsABareArray() {
    Sandbox.Reply made = old("POST", "", HOOK);
    JsonNode list = old("GET", "", "").body();
    Sandbox.Reply deleted = old("DELETE", "/" + made.body().path("id").asString(), "");

    assertThat(made.body().path("url").asString()).isEqualTo("https://shop.example/hook");
    assertThat(list.isArray()).isTrue();
    assertThat(list.size()).isEqualTo(1);
    assertThat(deleted.body().path("status").asString()).isEqualTo("success");
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "6.1")
  void oldReplyCanBeSwitchedToWrapped() {
    sandbox.emulator.set(Switch.OLD_WEBHOOK_REPLY, "wrapped");

    assertThat(old("POST", "", HOOK).data().path("type").asString())
        .isEqualTo("consignment.receive");
  }

  @Test
  @Rule(mark = Mark.CLIENT_PROVEN, section = "6.1")
  void applicationsSeeOnlyTheirOwnSubscriptions() {
    sandbox.post("/webhooks", HOOK);
    String form =
        "client_id=app&client_secret=s&grant_type=authorization_code&redirect_uri=x&code=1";
    String access =
        sandbox.form("POST", "/api/1.0/token", form).body().path("access_token").asString();

    Sandbox.Reply theirs =
        sandbox.send(
            sandbox.builder("/api/2.0/webhooks").setHeader("Authorization", "Bearer " + access),
            "GET",
            "");

    assertThat(theirs.data()).isEmpty();
  }
}
