import { durationMinutes } from "../../../agreement/duration";
import { compliant, otherType, propertyRule, undetermined, violation, type Outcome } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

/**
 * What Azure's own probe and a custom one without the input do, in seconds and times; answers from 200 to 399 are good.
 * Source: Microsoft Learn, application-gateway/application-gateway-probe-overview (2025-04).
 */
const DEFAULTS = { interval: 30, timeout: 30, unhealthyThreshold: 3 };
const FIRST_ERROR = 400;

/** The largest status that a probe takes for good. */
function largestGood(probe: Part): number {
  const { statusCodes } = (probe["match"] ?? {}) as { readonly statusCodes?: readonly string[] };
  return Math.max(FIRST_ERROR - 1, ...(statusCodes ?? []).map((range) => Number(range.split("-").at(-1))));
}

function numberOf(probe: Part, name: keyof typeof DEFAULTS): number {
  const value = probe[name];
  return typeof value === "number" ? value : DEFAULTS[name];
}

/** What is wrong with how one setting's servers are asked. */
function judgeSetting(setting: Part, probes: readonly Part[], gateway: RegisteredResource, most: number): Outcome[] {
  const name = `backend setting "${String(setting["name"])}"`;
  const id = (setting["probe"] as { readonly id?: unknown } | undefined)?.id;
  const probe = typeof id === "string" ? probes.find((one) => one["name"] === id.split("/").at(-1)) : undefined;
  if (probe === undefined) return [violation(`${name} has no probe of its own, so its host is never asked`, gateway)];
  const seconds = numberOf(probe, "interval") * numberOf(probe, "unhealthyThreshold") + numberOf(probe, "timeout");
  const good = largestGood(probe);
  return [
    ...(seconds > most * 60
      ? [violation(`${name}: a server counts as well for ${seconds} s after it fails; at most ${most * 60} s`, gateway)]
      : []),
    ...(good >= FIRST_ERROR
      ? [violation(`${name}: an answer of ${good} counts as well; errors begin at ${FIRST_ERROR}`, gateway)]
      : []),
    ...(probe["protocol"] === "Https"
      ? []
      : [violation(`${name} is asked over ${String(probe["protocol"])}, and not as users ask it`, gateway)]),
  ];
}

const id = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/gateways/g/probes/${name}`;
const gateway = (probes: unknown, probe: unknown = { id: id("fjel") }) =>
  [
    {
      type: "network:ApplicationGateway",
      inputs: { probes, backendHttpSettingsCollection: [{ name: "fjel", ...(probe !== null && { probe }) }] },
    },
  ] as const;

export const rule = propertyRule({
  id: "gateway-probes",
  title: "Gateways ask what stands behind them, soon enough, and take no error for an answer",
  why: "Users would be sent to what has failed, and every dashboard would be green.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "recovery.detectWithin", "recovery"],
  remediation:
    "Give every backend setting a probe over HTTPS that fails within the agreed time and takes 200-399 only.",
  types: ["network:ApplicationGateway"],
  judge: (gateway, { agreement }) => {
    const open = ["probes", "backendHttpSettingsCollection"].find((path) => read(gateway, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, gateway)];
    const probes = listOf(gateway, "probes");
    const most = durationMinutes(agreement.recovery.detectWithin);
    const settings = listOf(gateway, "backendHttpSettingsCollection");
    const wrong = settings.flatMap((setting) => judgeSetting(setting, probes, gateway, most));
    return wrong.length > 0 ? wrong : [compliant(`all of its ${settings.length} backend settings are asked`, gateway)];
  },
  cases: {
    pass: {
      given: gateway([{ name: "fjel", protocol: "Https", interval: 15, timeout: 10, unhealthyThreshold: 3 }]),
      says: ["all of its 1 backend settings are asked"],
    },
    fail: {
      given: gateway([
        { name: "fjel", protocol: "Http", interval: 86400, timeout: 10, match: { statusCodes: ["200-599"] } },
      ]),
      says: [
        'backend setting "fjel": a server counts as well for 259210 s after it fails; at most 300 s',
        'backend setting "fjel": an answer of 599 counts as well; errors begin at 400',
        'backend setting "fjel" is asked over Http, and not as users ask it',
      ],
    },
    absent: {
      given: gateway([], null),
      says: ['backend setting "fjel" has no probe of its own, so its host is never asked'],
    },
    unknown: { given: gateway(UNKNOWN), says: ["probes is not known before the update"] },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    { what: "removes the probes", type: "network:ApplicationGateway", set: { probes: [] } },
    { what: "asks once a day", type: "network:ApplicationGateway", set: { "probes.0.interval": 86400 } },
    {
      what: "takes every error for an answer",
      type: "network:ApplicationGateway",
      set: { "probes.0.match.statusCodes": ["200-599"] },
    },
    { what: "asks over HTTP", type: "network:ApplicationGateway", set: { "probes.0.protocol": "Http" } },
  ],
});
