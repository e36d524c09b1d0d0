package lightspeed.sync;

import lightspeed.job.JobOutcome;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.register.RegisterTrouble;

/// The work of one attempt of a job that talks to Lightspeed.
@FunctionalInterface
public interface Attempt {
  JobOutcome make() throws InterruptedException;

  /// Makes it, and turns what does not hang on Lightspeed's answer into what becomes of the job. A
  /// list of consignments that cannot be read to its end is the world's: no order can be created,
  /// so none is failed.
  ///
  /// @throws lightspeed.xseries.XSeriesException as the calls of the attempt do
  default JobOutcome outcome() throws InterruptedException {
    try {
      return make();
    } catch (WaitFor wait) {
      return new JobOutcome.Postponed(wait.delay(), wait.reason());
    } catch (RegisterTrouble stuck) {
      return new JobOutcome.Pause(1, String.valueOf(stuck.getMessage()));
    } catch (UnexpectedAnswer answer) {
      return new JobOutcome.Retry(String.valueOf(answer.getMessage()));
    } catch (SyncRefused refused) {
      return new JobOutcome.Failed(String.valueOf(refused.getMessage()));
    } catch (PurchaseOrderException rule) {
      return new JobOutcome.Failed(String.valueOf(rule.getMessage()));
    } catch (Run.CancelRequested cancelled) {
      return new JobOutcome.Cancelled();
    }
  }
}
