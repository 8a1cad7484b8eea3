import { TRAFFIC_MANAGER_PROFILE } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { parseResourceId } from "../../arm/resource-id";
import type { Effect, ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { numberAt, objectAt, objectsAt, textAt } from "../read-body";
import { missing, noneOf, outside, refusal, refuseWhen } from "../refusal";
import { withProperties } from "../stored-body";
import { endpointKinds, endpointProblems, uniquenessProblems } from "./endpoint-rules";
import { profileType, storedEndpoint } from "./endpoint";

const methods = ["Performance", "Priority", "Weighted", "Geographic", "MultiValue", "Subnet"];
const protocols = ["HTTP", "HTTPS", "TCP"];
const monitor = "properties.monitorConfig";

/** Microsoft Learn, traffic-manager/traffic-manager-monitoring and traffic-manager-faqs. */
const timeToLive = [0, 2_147_483_647] as const;
const intervals = [10, 30];
const toleratedFailures = [0, 9] as const;

/** The wait for an answer is shorter than the interval, and at most 9 seconds where that is short. */
function monitorProblems(write: Write): readonly ArmProblem[] {
  const { requested } = write;
  const interval = numberAt(requested, `${monitor}.intervalInSeconds`) ?? 30;
  const protocol = textAt(requested, `${monitor}.protocol`)?.toUpperCase();
  const path = textAt(requested, `${monitor}.path`);
  return [
    ...missing(write, `${monitor}.protocol`, `${monitor}.port`),
    ...noneOf(protocol, protocols, `${monitor}.protocol`, "BadRequest"),
    ...outside(numberAt(requested, `${monitor}.port`), [1, 65_535], `${monitor}.port`, "BadRequest"),
    ...refuseWhen(!intervals.includes(interval), () =>
      refusal(
        "BadRequest",
        `intervalInSeconds is ${intervals.join(" or ")}, not ${interval}.`,
        `${monitor}.intervalInSeconds`,
      ),
    ),
    ...outside(
      numberAt(requested, `${monitor}.timeoutInSeconds`),
      [5, interval === 10 ? 9 : 10],
      `${monitor}.timeoutInSeconds`,
      "BadRequest",
    ),
    ...outside(
      numberAt(requested, `${monitor}.toleratedNumberOfFailures`),
      toleratedFailures,
      `${monitor}.toleratedNumberOfFailures`,
      "BadRequest",
    ),
    ...refuseWhen(protocol !== undefined && protocol !== "TCP" && path?.startsWith("/") !== true, () =>
      refusal("BadRequest", `Monitoring over ${protocol ?? ""} needs a path that begins with '/'.`, `${monitor}.path`),
    ),
  ];
}

function dnsProblems({ requested }: Write): readonly ArmProblem[] {
  const name = textAt(requested, "properties.dnsConfig.relativeName");
  return [
    ...refuseWhen(requested.location?.toLowerCase() !== "global", () =>
      refusal(
        "LocationNotAvailableForResourceType",
        `Traffic Manager is in the location 'global', not '${requested.location ?? ""}'.`,
        "location",
      ),
    ),
    ...refuseWhen(name !== undefined && !TRAFFIC_MANAGER_PROFILE.pattern.test(name), () =>
      refusal("BadRequest", `'${name ?? ""}' is no DNS label.`, "properties.dnsConfig.relativeName"),
    ),
    ...outside(numberAt(requested, "properties.dnsConfig.ttl"), timeToLive, "properties.dnsConfig.ttl", "BadRequest"),
  ];
}

function endpointListProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const listed = objectsAt(requested, "properties.endpoints");
  return [
    ...listed.flatMap(({ path, value }) => endpointProblems(value, textAt(value, "type") ?? "", path, cloud)),
    ...uniquenessProblems(listed),
  ];
}

/** Endpoints of the list are resources of their own as well. */
function endpointEffects({ id, cloud }: Write, computed: Write["requested"]): readonly Effect[] {
  const listed = objectsAt(computed, "properties.endpoints").map(({ value }) => value);
  const ids = listed.map((each) => (textAt(each, "id") ?? "").toLowerCase());
  const gone = endpointKinds
    .flatMap((kind) => cloud.children(id.text, `${profileType}/${kind}`))
    .filter((child) => !ids.includes(child.id.toLowerCase()));
  return [
    ...listed.map((each): Effect => ({
      kind: "put",
      id: textAt(each, "id") ?? "",
      body: { properties: objectAt(each, "properties") ?? {} },
    })),
    ...gone.map((child): Effect => ({ kind: "delete", id: child.id })),
  ];
}

/** A Traffic Manager profile: a DNS name that leads to whichever endpoint its method chooses. */
export const profile: ResourceModel = {
  armType: profileType,
  check: (write) => [
    ...nameProblems(write.id, TRAFFIC_MANAGER_PROFILE),
    ...missing(write, "location", "properties.dnsConfig.relativeName", "properties.trafficRoutingMethod"),
    ...noneOf(
      textAt(write.requested, "properties.trafficRoutingMethod"),
      methods,
      "properties.trafficRoutingMethod",
      "BadRequest",
    ),
    ...dnsProblems(write),
    ...monitorProblems(write),
    ...endpointListProblems(write),
  ],
  compute: ({ id, requested, previous }) => {
    const given = objectsAt(requested, "properties.endpoints").map(({ value }) => value);
    const listed = requested.properties?.["endpoints"] === undefined ? keptEndpoints(previous?.body ?? {}) : given;
    const name = textAt(requested, "properties.dnsConfig.relativeName") ?? "";
    return withProperties(requested, {
      profileStatus: textAt(requested, "properties.profileStatus") ?? "Enabled",
      dnsConfig: { ttl: 60, ...objectAt(requested, "properties.dnsConfig"), fqdn: `${name}.trafficmanager.net` },
      monitorConfig: {
        intervalInSeconds: 30,
        timeoutInSeconds: 10,
        toleratedNumberOfFailures: 3,
        ...objectAt(requested, monitor),
        profileMonitorStatus: listed.length === 0 ? "Inactive" : "CheckingEndpoints",
      },
      endpoints: listed.map((each, index) => {
        const name = textAt(each, "name") ?? "";
        const kind = endpointKinds.find((known) => textAt(each, "type")?.toLowerCase().endsWith(known.toLowerCase()));
        return { ...storedEndpoint(each, index, []), id: `${id.text}/${kind ?? ""}/${name}` };
      }),
    });
  },
  effects: endpointEffects,
  nameScope: {
    within: "cloud",
    key: (_, body) => textAt(body, "properties.dnsConfig.relativeName"),
    taken: ({ text }) =>
      refusal(
        "Conflict",
        `Domain name of ${parseResourceId(text).name} already exists. Please choose a different DNS prefix.`,
        "properties.dnsConfig.relativeName",
        409,
      ),
  },
  immutable: ["properties.dnsConfig.relativeName"],
};

/** A write without a list leaves the endpoints as they are. */
function keptEndpoints(previous: Write["requested"]) {
  return objectsAt(previous, "properties.endpoints").map(({ value }) => value);
}
