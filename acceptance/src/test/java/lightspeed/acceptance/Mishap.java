package lightspeed.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What can happen to a step.
enum Mishap {
  KILL_BEFORE(false) {
    @Override
    Fate fate(Lane lane, Step step) {
      return new Fate() {
        @Override
        public void before(Line line) throws IOException {
          lane.kill();
          throw new Cut();
        }
      };
    }
  },
  KILL_AFTER(false) {
    @Override
    Fate fate(Lane lane, Step step) {
      return new Fate() {
        @Override
        public byte[] after(byte[] answer) throws IOException {
          lane.kill();
          throw new Cut();
        }
      };
    }
  },
  /// Carried out, the connection ends without an answer.
  ANSWER_LOST(true) {
    @Override
    Fate fate(Lane lane, Step step) {
      return new Fate() {
        @Override
        public byte[] after(byte[] answer) throws IOException {
          throw new Cut();
        }
      };
    }
  },
  /// Not carried out, the connection ends without an answer.
  RESET_BEFORE(true) {
    @Override
    Fate fate(Lane lane, Step step) {
      return new Fate() {
        @Override
        public void before(Line line) throws IOException {
          throw new Cut();
        }
      };
    }
  },
  APPLIED_BUT_503(true) {
    @Override
    Fate fate(Lane lane, Step step) {
      return answering(
          "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
  },
  GARBAGE(true) {
    @Override
    Fate fate(Lane lane, Step step) {
      return answering(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n"
              + "Connection: close\r\n\r\n{\"data\":{");
    }
  },
  /// Carried out when the worker has just given up waiting.
  LATE_AFTER_TIMEOUT(true) {
    @Override
    Fate fate(Lane lane, Step step) {
      return lane.late(step, () -> true);
    }
  },
  /// Carried out when the worker has already looked whether it was.
  LATE_AFTER_READ_BACK(true) {
    @Override
    Fate fate(Lane lane, Step step) {
      return lane.late(step, () -> lane.hasReadBack(step) || lane.isSent());
    }
  },
  /// Carried out when the order has long been finished without it.
  LATE_AFTER_SENT(true) {
    @Override
    Fate fate(Lane lane, Step step) {
      return lane.late(step, lane::isSent);
    }
  };

  private final boolean isForCalls;

  Mishap(boolean isForCalls) {
    this.isForCalls = isForCalls;
  }

  abstract Fate fate(Lane lane, Step step);

  boolean isKill() {
    return !isForCalls;
  }

  boolean isLate() {
    return name().startsWith("LATE_");
  }

  /// Calls can fail in ways that commits cannot; what only reads cannot be late.
  boolean fits(Step step) {
    return isForCalls ? step.isCall() && (!isLate() || step.isWriteCall()) : true;
  }

  private static Fate answering(String answer) {
    return new Fate() {
      @Override
      public byte[] after(byte[] real) {
        return answer.getBytes(StandardCharsets.ISO_8859_1);
      }
    };
  }
}
