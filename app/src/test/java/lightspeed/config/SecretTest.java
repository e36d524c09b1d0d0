package lightspeed.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void isMaskedWhereverItIsWritten() {
    var secret = new Secret("hunter2");

    assertThat("token " + secret + String.format(" %s", secret))
        .isEqualTo("token ******** ********");
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void equalsComparesTheValue() {
    assertThat(new Secret("ä")).isEqualTo(new Secret("ä")).hasSameHashCodeAs(new Secret("ä"));
    assertThat(new Secret("ä")).isNotEqualTo(new Secret("a")).isNotEqualTo("ä");
  }

  @Test
  void itsFingerprintIsSha256() {
    // printf abc | sha256sum
    assertThat(new Secret("abc").fingerprint())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
