import {
  compliant,
  exactly,
  expectProperty,
  otherType,
  propertyRule,
  undetermined,
  violation,
  worst,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const RECEIVERS = [
  "emailReceivers",
  "smsReceivers",
  "voiceReceivers",
  "webhookReceivers",
  "azureAppPushReceivers",
  "armRoleReceivers",
];
const group = (inputs: Readonly<Record<string, unknown>>) => ({ type: "monitor:ActionGroup", inputs }) as const;

export const rule = propertyRule({
  id: "alert-reaches-someone",
  title: "Every alert route is switched on and has somebody at its end",
  why: "A fault would be told to nobody.",
  severity: "critical",
  concern: "operations",
  clauses: ["support.severities", "monitoring"],
  remediation: "Set enabled to true and add a receiver.",
  types: ["monitor:ActionGroup"],
  judge: (group) => {
    const isOn = expectProperty(group, "enabled", exactly(true));
    const kinds = RECEIVERS.map((path) => ({ path, reading: read(group, path) }));
    if (kinds.some(({ reading }) => reading.kind === "unknown")) {
      return [undetermined("whom it tells is not known before the update", group)];
    }
    const count = RECEIVERS.reduce((sum, path) => sum + listOf(group, path).length, 0);
    return worst([
      isOn,
      count > 0 ? compliant(`it tells ${count} receivers`, group) : violation("it tells nobody", group),
    ]);
  },
  cases: {
    pass: {
      given: [group({ enabled: true, emailReceivers: [{ emailAddress: "duty@example.com" }] })],
      says: ["enabled is true"],
    },
    fail: {
      given: [group({ enabled: false, emailReceivers: [] })],
      says: ["enabled is false; it has to be true", "it tells nobody"],
    },
    absent: { given: [group({ enabled: true })], says: ["it tells nobody"] },
    unknown: { given: [group({ emailReceivers: UNKNOWN })], says: ["whom it tells is not known before the update"] },
    notApplicable: otherType("monitor:ActionGroup"),
  },
  sabotage: [
    { what: "takes the last receiver away", type: "monitor:ActionGroup", set: { emailReceivers: [] } },
    { what: "switches the route off", type: "monitor:ActionGroup", set: { enabled: false } },
  ],
});
