import type { ClassicPackage, Mapper } from "./classic-mappers";

/** Where a property of the SDK stands in the ARM body, and what the mapper says of it, if a mapper knows it. */
export interface WireLocation {
  readonly wire: string;
  readonly mapper?: Mapper;
}

/** What a resource has beside its `properties`, in every resource provider (Azure Resource Manager's common types). */
const envelope = new Set(
  "id name type location tags identity sku kind zones plan managedBy extendedLocation etag eTag systemData scope".split(
    " ",
  ),
);

function segments(wire: string): string[] {
  return wire.split(/(?<!\\)\./);
}

function leafOf(wire: string): string {
  return (segments(wire).at(-1) ?? wire).replaceAll("\\.", ".");
}

interface Candidate extends WireLocation {
  readonly clientName: string;
}

function candidates(composite: Mapper | undefined): Candidate[] {
  return Object.entries(composite?.type.modelProperties ?? {}).map(([clientName, mapper]) => ({
    clientName,
    wire: mapper.serializedName ?? clientName,
    mapper,
  }));
}

/**
 * Of several places with one name, an input means one that can be set (an agent pool's `properties.type`, not its
 * resource type), and otherwise the shallowest: `name` beside `properties.name` is the resource's own.
 */
function preferred(found: readonly Candidate[], settable: boolean): Candidate | undefined {
  const depth = ({ wire, mapper }: Candidate): number =>
    segments(wire).length + (settable && mapper?.readOnly === true ? 10 : 0);
  return [...found].sort((a, b) => depth(a) - depth(b))[0];
}

function sameLetters(a: string, b: string): boolean {
  return a.replace(/\W/g, "").toLowerCase() === b.replace(/\W/g, "").toLowerCase();
}

function known(name: string, all: readonly Candidate[], settable: boolean): Candidate | undefined {
  const tests: ((candidate: Candidate) => boolean)[] = [
    ({ wire }) => leafOf(wire) === name,
    ({ clientName }) => clientName === name,
    ({ wire, clientName }) => sameLetters(leafOf(wire), name) || sameLetters(clientName, name),
  ];
  const matches = tests.map((test) => all.filter(test)).find((found) => found.length > 0);
  return preferred(matches ?? [], settable);
}

/** Properties inside an object named `properties` that the classic package left as it is and the SDK flattens. */
function insideProperties(all: readonly Candidate[], source: ClassicPackage | undefined): Candidate[] {
  const className = all.find(({ wire }) => wire === "properties")?.mapper?.type.className;
  const inner = className === undefined ? undefined : source?.composite(className);
  return candidates(inner).map((found) => ({ ...found, wire: `properties.${found.wire}` }));
}

/** The place of a property that no mapper knows, from what its neighbours show. */
function presumed(name: string, all: readonly Candidate[], flattened: boolean): string {
  const escaped = name.replaceAll(".", "\\.");
  if (envelope.has(name)) return escaped;
  const neighboursAreInside = all.some(({ wire }) => wire.startsWith("properties."));
  return neighboursAreInside || flattened ? `properties.${escaped}` : escaped;
}

/**
 * Finds the place of one SDK property.
 *
 * @param settable whether the SDK accepts it as an input
 * @param flattened whether an unknown property of this object belongs into `properties`: true for a resource without
 *   mapper whose SDK class has no `properties` of its own
 */
export function locate(
  name: string,
  composite: Mapper | undefined,
  source: ClassicPackage | undefined,
  settable: boolean,
  flattened: boolean,
): WireLocation {
  const all = candidates(composite);
  const found = known(name, all, settable) ?? known(name, insideProperties(all, source), settable);
  if (found === undefined) return { wire: presumed(name, all, flattened) };
  return { wire: found.wire, ...(found.mapper && { mapper: found.mapper }) };
}
