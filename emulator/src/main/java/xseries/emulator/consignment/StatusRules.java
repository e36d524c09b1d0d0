package xseries.emulator.consignment;

import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Which status a consignment may begin with and move to. Pure: the same question, the same answer.
final class StatusRules {
  private final Settings settings;

  StatusRules(Settings settings) {
    this.settings = settings;
  }

  static Status initial(Type type) {
    return type == Type.STOCKTAKE ? Status.STOCKTAKE_SCHEDULED : Status.OPEN;
  }

  void checkCreate(Type type, Status status) {
    boolean isAllowed =
        switch (type) {
          case SUPPLIER, RETURN -> status.isOpenOrSent();
          case OUTLET -> status.isOpenOrSent() || status == Status.RECEIVED;
          case STOCKTAKE ->
              status == Status.STOCKTAKE
                  || status == Status.STOCKTAKE_SCHEDULED
                  || status == Status.STOCKTAKE_IN_PROGRESS;
        };
    if (!isAllowed) {
      throw Refusal.rule("a " + type + " consignment cannot be created as " + status);
    }
  }

  void checkMove(Type type, Status from, Status to) {
    if (from == to) {
      return;
    }
    if (from.isFrozen()) {
      throw Refusal.rule("a consignment that is " + from + " cannot be updated");
    }
    boolean isAllowed =
        switch (type) {
          case SUPPLIER -> supplier(from, to);
          case OUTLET -> outlet(from, to);
          case RETURN -> from == Status.OPEN && (to == Status.SENT || to == Status.CANCELLED);
          case STOCKTAKE -> stocktake(from, to);
        };
    if (!isAllowed) {
      throw Refusal.rule("cannot update status from " + from + " to " + to);
    }
  }

  private boolean supplier(Status from, Status to) {
    return switch (to) {
      case OPEN -> settings.isOn(Switch.REOPEN);
      case SENT -> from == Status.OPEN || settings.isOn(Switch.REOPEN);
      case DISPATCHED, RECEIVED -> true;
      case CANCELLED -> mayCancel(from);
      default -> false;
    };
  }

  private boolean outlet(Status from, Status to) {
    return switch (to) {
      case OPEN -> settings.isOn(Switch.REOPEN);
      case SENT -> from == Status.OPEN;
      case RECEIVED -> true;
      case CANCELLED -> mayCancel(from);
      default -> false;
    };
  }

  private boolean mayCancel(Status from) {
    return from != Status.OPEN || settings.isOn(Switch.CANCEL_FROM_OPEN);
  }

  private static boolean stocktake(Status from, Status to) {
    return switch (to) {
      case CANCELLED, CLOSED -> true;
      case STOCKTAKE_IN_PROGRESS -> from == Status.STOCKTAKE || from == Status.STOCKTAKE_SCHEDULED;
      case STOCKTAKE_IN_PROGRESS_PROCESSED -> from == Status.STOCKTAKE_IN_PROGRESS;
      case STOCKTAKE_COMPLETE -> from == Status.STOCKTAKE_IN_PROGRESS_PROCESSED;
      default -> false;
    };
  }
}
