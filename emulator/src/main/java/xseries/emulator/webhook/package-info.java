/// Webhooks: who wants which, what is sent, and when it is tried again. Read [Postman] first. It
/// knows nothing of how the API is asked for them.
@NullMarked
package xseries.emulator.webhook;

import org.jspecify.annotations.NullMarked;
