import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Receivers of which no document names one: whoever is behind them learns what fails and where. */
const OTHERS = [
  "smsReceivers",
  "voiceReceivers",
  "webhookReceivers",
  "azureAppPushReceivers",
  "armRoleReceivers",
  "automationRunbookReceivers",
  "azureFunctionReceivers",
  "eventHubReceivers",
  "itsmReceivers",
  "logicAppReceivers",
];

const group = (address: string, more: Readonly<Record<string, unknown>> = {}) =>
  one("monitor:ActionGroup", { groupShortName: "critical", emailReceivers: [{ emailAddress: address }], ...more });

export const rule = propertyRule({
  id: "alert-receivers-agreed",
  title: "Alerts reach the people whom the environment names, and nobody else",
  why: "A fault would be told to a stranger, and those who promised to react would sleep on.",
  severity: "high",
  concern: "operations",
  clauses: ["support.severities", "monitoring"],
  remediation: "Give the group the addresses that notify names for its route, and nobody else's.",
  types: ["monitor:ActionGroup"],
  judge: (group, { notify, agreement }) => {
    const open = ["emailReceivers", ...OTHERS].find((path) => read(group, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, group)];
    if (notify === undefined)
      return [undetermined("whom alerts may reach is not known without the environment", group)];
    const addresses = listOf(group, "emailReceivers").map(({ emailAddress }) => String(emailAddress));
    const name = textOf(group, "groupShortName");
    const severity = agreement.support.severities.find((one) => one.name === name);
    const route = severity === undefined ? undefined : severity.route === "page" ? "page" : "email";
    const allowed = [...notify.page, ...notify.email];
    const wanted = route === undefined ? allowed : notify[route];
    const wrong = [
      ...OTHERS.filter((path) => listOf(group, path).length > 0).map((path) =>
        violation(`${path} tells somebody whom the environment does not name`, group),
      ),
      ...addresses
        .filter((address) => !allowed.includes(address))
        .map((address) => violation(`it tells ${address}, whom the environment does not name`, group)),
      ...(addresses.length > 0 && addresses.every((address) => allowed.includes(address) && !wanted.includes(address))
        ? [violation(`it tells nobody of ${wanted.join(", ")}, who promised the reaction of "${name ?? ""}"`, group)]
        : []),
    ];
    return wrong.length > 0 ? wrong : [compliant("it tells those whom the environment names", group)];
  },
  cases: {
    pass: { given: group("duty@superoffice.example"), says: ["it tells those whom the environment names"] },
    fail: {
      given: group("mallory@stranger.example", { webhookReceivers: [{ serviceUri: "https://stranger.example" }] }),
      says: [
        "webhookReceivers tells somebody whom the environment does not name",
        "it tells mallory@stranger.example, whom the environment does not name",
      ],
    },
    absent: { given: one("monitor:ActionGroup", {}), says: ["it tells those whom the environment names"] },
    unknown: {
      given: one("monitor:ActionGroup", { emailReceivers: UNKNOWN }),
      says: ["emailReceivers is not known before the update"],
    },
    notApplicable: otherType("monitor:ActionGroup"),
  },
  sabotage: [
    {
      what: "tells a stranger in the place of those on duty",
      type: "monitor:ActionGroup",
      set: { emailReceivers: [{ name: "email-1", emailAddress: "mallory@stranger.net" }] },
    },
    {
      what: "tells a stranger too",
      type: "monitor:ActionGroup",
      set: { webhookReceivers: [{ name: "hook", serviceUri: "https://stranger.net/alerts" }] },
    },
  ],
});
