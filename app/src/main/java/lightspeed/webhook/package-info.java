/// Webhooks: receive, prove, keep, and turn them into requests to look at a consignment. Read
/// [lightspeed.webhook.WebhookReceiver] first, then [lightspeed.webhook.DeliveryWriter] and
/// [lightspeed.webhook.ProcessDeliveries]. A webhook is a hint: nothing in it is believed but which
/// consignment to ask Lightspeed about. Makes no API call and knows no orders beyond whether one
/// has a consignment.
@NullMarked
package lightspeed.webhook;

import org.jspecify.annotations.NullMarked;
