import { durationMinutes } from "../../../agreement/duration";
import {
  compliant,
  forEach,
  judgeReference,
  relationRule,
  undetermined,
  typedReference,
  violation,
  type Measure,
  type Outcome,
} from "../../framework/language";
import { listOf, read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

const FIRST_ERROR = 400;

/**
 * What Azure does without the input, in seconds and times.
 * Source: Microsoft Learn, traffic-manager/traffic-manager-monitoring (2025).
 */
const DEFAULTS = { intervalInSeconds: 30, timeoutInSeconds: 10, toleratedNumberOfFailures: 3 };

function numberAt(profile: RegisteredResource, name: keyof typeof DEFAULTS): number {
  const value = valueOf(profile, `monitorConfig.${name}`);
  return typeof value === "number" ? value : DEFAULTS[name];
}

/** Seconds until nobody is sent to a site that failed: until it is noticed, and until its name is forgotten. */
function secondsToLeave(profile: RegisteredResource): number {
  const noticed =
    numberAt(profile, "intervalInSeconds") * (numberAt(profile, "toleratedNumberOfFailures") + 1) +
    numberAt(profile, "timeoutInSeconds");
  const ttl = valueOf(profile, "dnsConfig.ttl");
  return noticed + (typeof ttl === "number" ? ttl : 0);
}

function judgeEndpoint(profile: RegisteredResource, index: number, resources: ResourceSet): readonly Outcome[] {
  const endpoint = listOf(profile, "endpoints")[index] ?? {};
  const name = `endpoint "${String(endpoint["name"])}"`;
  if (endpoint["endpointStatus"] === "Disabled") {
    return [violation(`${name} is switched off, so its site never takes over`, profile)];
  }
  const target = typedReference(resources, profile, `endpoints.${index}.targetResourceId`, "network:PublicIPAddress");
  const stranger = (id: string): string => `${name} leads to ${id}, which is no address of the platform`;
  const texts = {
    absent: stranger(String(endpoint["target"])),
    unknown: `where ${name} leads is not known before the update`,
    elsewhere: stranger,
    awaits: `whether ${name} leads to an address of the platform`,
  };
  return [judgeReference(target, profile, resources, texts, () => [])].flat();
}

function judgeProfile(profile: RegisteredResource, resources: ResourceSet, { agreement }: Measure): readonly Outcome[] {
  if (read(profile, "endpoints").kind === "unknown" || read(profile, "monitorConfig").kind === "unknown") {
    return [undetermined("where its name leads is not known before the update", profile)];
  }
  const most = durationMinutes(agreement.recovery.detectWithin) * 60;
  const seconds = secondsToLeave(profile);
  const protocol = textOf(profile, "monitorConfig.protocol") ?? "absent";
  const good = listOf(profile, "monitorConfig.expectedStatusCodeRanges").map(({ max }) => Number(max));
  const wrong = [
    ...(textOf(profile, "profileStatus") === "Disabled"
      ? [violation("it is switched off, so its name leads nowhere", profile)]
      : []),
    ...listOf(profile, "endpoints").flatMap((_, index) => judgeEndpoint(profile, index, resources)),
    ...(protocol.toUpperCase() === "HTTPS"
      ? []
      : [violation(`sites are asked over ${protocol}, and not as users ask them`, profile)]),
    ...(good.some((max) => max >= FIRST_ERROR)
      ? [violation(`an answer of ${Math.max(...good)} counts as well; errors begin at ${FIRST_ERROR}`, profile)]
      : []),
    ...(seconds > most
      ? [violation(`users are sent to a site for ${seconds} s after it fails; at most ${most} s`, profile)]
      : []),
  ];
  return wrong.length > 0 ? wrong : [compliant(`its name leaves a site that fails within ${seconds} s`, profile)];
}

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/pip";
const address = { type: "network:PublicIPAddress", name: "address", id, inputs: {} } as const;
const monitorConfig = {
  protocol: "HTTPS",
  intervalInSeconds: 10,
  timeoutInSeconds: 5,
  toleratedNumberOfFailures: 2,
  expectedStatusCodeRanges: [{ min: 200, max: 399 }],
};
const profile = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "trafficmanager:Profile",
    name: "profile",
    inputs: { dnsConfig: { ttl: 30 }, endpoints: [{ name: "a", targetResourceId: id }], monitorConfig, ...inputs },
  }) as const;

export const rule = relationRule({
  id: "entry-follows-health",
  title: "The name of a platform leads to its own sites, and away from one that fails",
  why: "The second site would run, and every user would still be sent to the first, or to a stranger.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.time", "recovery"],
  remediation: "Let every endpoint lead to a site's address, ask over HTTPS for 200-399, and shorten interval and ttl.",
  spans: "platform",
  judge: (resources, measure) =>
    forEach(resources.ofType("trafficmanager:Profile"), "names that lead to sites", (one) =>
      judgeProfile(one, resources, measure),
    ),
  cases: {
    pass: { given: [address, profile({})], says: ["its name leaves a site that fails within 65 s"] },
    fail: {
      given: [
        address,
        profile({
          dnsConfig: { ttl: 86400 },
          endpoints: [{ name: "a", target: "stranger.example" }],
          monitorConfig: { ...monitorConfig, protocol: "HTTP", expectedStatusCodeRanges: [{ min: 100, max: 599 }] },
        }),
      ],
      says: [
        'endpoint "a" leads to stranger.example, which is no address of the platform',
        "sites are asked over HTTP, and not as users ask them",
        "an answer of 599 counts as well; errors begin at 400",
        "users are sent to a site for 86435 s after it fails; at most 300 s",
      ],
    },
    absent: {
      given: [address, profile({ monitorConfig: undefined })],
      says: ["sites are asked over absent, and not as users ask them"],
    },
    unknown: {
      given: [address, profile({ endpoints: UNKNOWN })],
      says: ["where its name leads is not known before the update"],
    },
    notApplicable: { given: [address], says: ["there are no names that lead to sites"] },
  },
  sabotage: [
    {
      what: "leads users to a stranger",
      type: "trafficmanager:Profile",
      set: {
        "endpoints.0": {
          name: "stranger",
          type: "Microsoft.Network/trafficManagerProfiles/externalEndpoints",
          target: "stranger.net",
          priority: 1,
        },
      },
    },
    {
      what: "switches the second site's endpoint off",
      type: "trafficmanager:Profile",
      set: { "endpoints.1.endpointStatus": "Disabled" },
    },
    { what: "switches the name off", type: "trafficmanager:Profile", set: { profileStatus: "Disabled" } },
    { what: "asks over HTTP", type: "trafficmanager:Profile", set: { "monitorConfig.protocol": "HTTP" } },
    { what: "lets names be remembered for a day", type: "trafficmanager:Profile", set: { "dnsConfig.ttl": 86400 } },
    {
      what: "takes every error for an answer",
      type: "trafficmanager:Profile",
      set: { "monitorConfig.expectedStatusCodeRanges": [{ min: 100, max: 599 }] },
    },
  ],
});
