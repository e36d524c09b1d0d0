package lightspeed.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import lightspeed.changes.ChangesWorld;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// What the user saw: one consignment that Lightspeed's list cannot show, and nothing was created
/// any more.
@Tag("slow")
final class SkipConsignmentTest {
  private final ChangesWorld world = new ChangesWorld();

  SkipConsignmentTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void theConsignmentThatAPersonNamesIsKnownAndPassed() throws Exception {
    Consignment earlier = consignment("PO-EARLIER");
    world.register.walk(Caller.person(), Register.Guard.NONE);
    Consignment odd = consignment("PO-ODD");
    theListFails();
    assertThatThrownBy(() -> world.register.walk(Caller.person(), Register.Guard.NONE))
        .isInstanceOf(XSeriesException.Unavailable.class);

    RegisteredConsignment taken = world.register.skip(Caller.person(), odd.id());

    assertThat(taken.reference()).isEqualTo("PO-ODD");
    assertThat(world.register.withReference("po-odd"))
        .singleElement()
        .satisfies(one -> assertThat(one.isOurs()).isFalse());
    assertThatThrownBy(() -> world.register.skip(Caller.person(), earlier.id()))
        .as("one that was passed long ago")
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageContaining("is not what keeps the list from being read");
    world.emulator.clearFaults();
    consignment("PO-LATER");
    world.register.walk(Caller.person(), Register.Guard.NONE);
    assertThat(world.register.newest(1))
        .extracting(RegisteredConsignment::reference)
        .containsExactly("PO-LATER");
  }

  @Test
  void oneThatTheListShowsIsNotInTheWay() throws Exception {
    Consignment readable = consignment("PO-FINE");

    assertThatThrownBy(() -> world.register.skip(Caller.person(), readable.id()))
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageEndingWith("lightspeed-cli register:walk.");
    assertThat(world.register.withReference("PO-FINE")).isEmpty();
  }

  @Test
  void oneThatIsNotThereIsNotSkipped() {
    assertThatThrownBy(() -> world.register.skip(Caller.person(), new ConsignmentId("no-such")))
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageContaining("There is no consignment no-such in Lightspeed")
        .hasMessageContaining("not the number of an order");
  }

  @Test
  void oneThatCannotBeReadByItselfEitherSaysWhatToDo() throws Exception {
    Consignment odd = consignment("PO-ODD");
    world.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments/*").status(422));

    assertThatThrownBy(() -> world.register.skip(Caller.person(), odd.id()))
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageContaining("Repair or delete it in Lightspeed");
  }

  @Test
  void walkingFromTheStartForgetsNothing() throws Exception {
    consignment("PO-1");
    consignment("PO-2");
    world.register.walk(Caller.person(), Register.Guard.NONE);

    Walked walked = world.register.walkFromStart(Caller.person());

    assertThat(walked.rows()).isEqualTo(2);
    assertThat(world.register.newest(9))
        .extracting(RegisteredConsignment::reference)
        .containsExactly("PO-2", "PO-1");
  }

  private Consignment consignment(String reference) throws InterruptedException {
    return world.client.createConsignment(
        Caller.person(),
        ConsignmentDraft.openOrder(
                world.emulator.outlets().getFirst().id(),
                world.emulator.suppliers().getFirst().id(),
                "by hand")
            .withReference(reference));
  }

  private void theListFails() {
    world.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments").status(500));
  }
}
