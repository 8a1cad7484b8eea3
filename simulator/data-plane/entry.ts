import type { Cloud } from "../arm/cloud";
import type { ArmResource } from "../arm/resource";
import { idKey } from "../arm/resource-id";
import { numberAt, objectsAt, textAt } from "../models/read-body";
import type { Instant, ServingPlace, TimeSpan, Workload } from "../wire/data-plane-messages";
import { downtimeOf } from "./outages";
import { contains, joined, type TimeSpans } from "./time-spans";

/** How a public name is kept pointing at a place that works. */
export interface Entry {
  /** The place that somebody reaches at a moment who remembers the last answer as long as they may. */
  placeAt(at: Instant): ServingPlace;
  /** Moments at which that can change. */
  readonly changes: readonly Instant[];
}

interface Probing {
  /** From the fault until an endpoint is given up, in milliseconds. */
  readonly loss: number;
  /** From its repair until it is used again, in milliseconds. */
  readonly gain: number;
  readonly timeToLive: number;
}

/** When a place as a whole does not work. */
export function placeDowntime(cloud: Cloud, { needs }: ServingPlace): TimeSpans {
  return joined(needs.flatMap((id) => downtimeOf(cloud, id)));
}

/** The entry of a workload: a Traffic Manager profile, or a name that people change. */
export function entryOf(cloud: Cloud, workload: Workload): Entry {
  const profile = workload.entryId === undefined ? undefined : cloud.get(workload.entryId);
  return profile === undefined ? entryByPeople(cloud, workload) : entryByProbes(cloud, workload, profile);
}

/**
 * Microsoft Learn, traffic-manager/traffic-manager-monitoring: an endpoint is given up after the tolerated number of
 * failed probes and one more, each of which waits for its time-out; clients follow when the old answer has expired.
 */
function probingOf({ body }: ArmResource): Probing {
  const monitor = (name: string, fallback: number) => numberAt(body, `properties.monitorConfig.${name}`) ?? fallback;
  const interval = monitor("intervalInSeconds", 30);
  return {
    loss: 1000 * (interval * (monitor("toleratedNumberOfFailures", 3) + 1) + monitor("timeoutInSeconds", 10)),
    gain: 1000 * interval,
    timeToLive: 1000 * (numberAt(body, "properties.dnsConfig.ttl") ?? 60),
  };
}

function entryByProbes(cloud: Cloud, workload: Workload, profile: ArmResource): Entry {
  const { loss, gain, timeToLive } = probingOf(profile);
  const ranked = rankedPlaces(cloud, workload, profile).map((place) => ({
    place,
    seenDown: placeDowntime(cloud, place)
      .filter(({ from, to }) => to - from > loss)
      .map(({ from, to }): TimeSpan => ({ from: from + loss, to: to + gain })),
  }));
  const [first] = workload.places;
  if (first === undefined) throw new RangeError(`workload ${workload.id} has no place`);
  return {
    // Where no endpoint answers, the profile treats all as if they did.
    placeAt: (at) =>
      ranked.find(({ seenDown }) => !contains(seenDown, at - timeToLive))?.place ?? ranked[0]?.place ?? first,
    changes: ranked.flatMap(({ seenDown }) => seenDown.flatMap(({ from, to }) => [from + timeToLive, to + timeToLive])),
  };
}

/** Places by the priority of the endpoints that lead to their gateways. */
function rankedPlaces(cloud: Cloud, { places }: Workload, { body }: ArmResource): readonly ServingPlace[] {
  const endpoints = objectsAt(body, "properties.endpoints")
    .map(({ value }) => value)
    .filter((endpoint) => textAt(endpoint, "properties.endpointStatus") !== "Disabled")
    .sort((one, other) => priorityOf(one) - priorityOf(other));
  return endpoints.flatMap((endpoint) => {
    const address = textAt(endpoint, "properties.targetResourceId") ?? "";
    const users = cloud.referencesTo(address).map(({ from }) => idKey(from.id));
    return places.find(({ needs }) => needs.some((id) => users.includes(idKey(id)))) ?? [];
  });
}

function priorityOf(endpoint: Parameters<typeof numberAt>[0]): number {
  return numberAt(endpoint, "properties.priority") ?? Number.MAX_SAFE_INTEGER;
}

function entryByPeople(cloud: Cloud, { id, places }: Workload): Entry {
  const [first] = places;
  if (first === undefined) throw new RangeError(`workload ${id} has no place`);
  const moves = cloud.history
    .of("pointed")
    .filter(({ workload }) => workload === id)
    .map(({ at, place, ttlSeconds }) => ({ at: at + ttlSeconds * 1000, place }));
  return {
    placeAt: (at) => {
      const move = moves.findLast((candidate) => candidate.at <= at);
      return places.find(({ name }) => name === move?.place) ?? first;
    },
    changes: moves.map(({ at }) => at),
  };
}
