package lightspeed.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What can happen to a step.
enum Mishap {
  KILL_BEFORE(Where.EVERYWHERE) {
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
  KILL_AFTER(Where.EVERYWHERE) {
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
  ANSWER_LOST(Where.CALLS) {
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
  RESET_BEFORE(Where.CALLS) {
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
  APPLIED_BUT_503(Where.CALLS) {
    @Override
    Fate fate(Lane lane, Step step) {
      return answering(
          "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
  },
  GARBAGE(Where.CALLS) {
    @Override
    Fate fate(Lane lane, Step step) {
      return answering(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n"
              + "Connection: close\r\n\r\n{\"data\":{");
    }
  },
  /// Carried out when the worker has just given up waiting.
  LATE_AFTER_TIMEOUT(Where.WRITE_CALLS) {
    @Override
    Fate fate(Lane lane, Step step) {
      return lane.late(step, () -> true);
    }
  },
  /// Carried out when the worker has already looked whether it was.
  LATE_AFTER_READ_BACK(Where.WRITE_CALLS) {
    @Override
    Fate fate(Lane lane, Step step) {
      return lane.late(step, () -> lane.hasReadBack(step) || lane.isSent());
    }
  },
  /// Carried out when the order has long been finished without it.
  LATE_AFTER_SENT(Where.WRITE_CALLS) {
    @Override
    Fate fate(Lane lane, Step step) {
      return lane.late(step, lane::isSent);
    }
  },
  /// The worker stands still before it sends what it has just announced, and goes on when another
  /// has long finished the order.
  ASLEEP(Where.ANNOUNCEMENTS) {
    @Override
    Fate fate(Lane lane, Step step) {
      return new Fate() {
        @Override
        public byte[] after(byte[] answer) {
          lane.worker.fallAsleep();
          return answer;
        }
      };
    }
  };

  /// Calls fail in ways that commits do not, and what only reads cannot be late.
  private enum Where {
    EVERYWHERE,
    CALLS,
    WRITE_CALLS,
    ANNOUNCEMENTS
  }

  private final Where where;

  Mishap(Where where) {
    this.where = where;
  }

  abstract Fate fate(Lane lane, Step step);

  boolean isKill() {
    return this == KILL_BEFORE || this == KILL_AFTER;
  }

  /// Whether it happens to a call, on its way or there.
  boolean isFault() {
    return !isKill() && this != ASLEEP;
  }

  /// Whether it can happen at this step.
  boolean fits(Step step) {
    return switch (where) {
      case EVERYWHERE -> true;
      case CALLS -> step.isCall();
      case WRITE_CALLS -> step.isWriteCall();
      case ANNOUNCEMENTS -> step.isAnnouncement();
    };
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
