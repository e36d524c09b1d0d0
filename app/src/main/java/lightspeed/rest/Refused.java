package lightspeed.rest;

import java.util.List;
import lightspeed.server.Problem;

/// A request that is not done, for a reason that lies in the request.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Refused(int status, String code, String detail) {
    this(new Problem(status, code, detail));
  }

  static Refused badParameter(String name, String detail) {
    return new Refused(
        new Problem(
            400,
            "invalid_parameter",
            "The parameter " + name + " " + detail + ".",
            List.of(new Problem.FieldError(name, detail))));
  }

  Problem problem() {
    return problem;
  }
}
