import { WITH_SLASHES, resourceForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Events to a bus. */
export type EventBridgeGrant = GrantBase<"eventBridge", "put">;

const ARN = "arn:{partition}:events:{region}:{account}:event-bus/";

export const EVENT_BRIDGE = {
  named: "an event bus's name, default for the account's own",
  verbs: { put: "Puts events" },
  arn: ARN,
  form: resourceForm(
    "an event bus",
    "its name, or arn:partition:events:region:account:event-bus/name",
    ARN,
    WITH_SLASHES,
  ),
  options: {},
  forms: [{ text: "{resource}", actions: { put: ["events:PutEvents"] } }],
} as const satisfies ServiceOf<EventBridgeGrant>;
