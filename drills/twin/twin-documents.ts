import { createHash } from "node:crypto";
import { parse, stringify } from "yaml";
import type { DocumentSource } from "../../agreement/load-platform";
import { findRegion, type Zone } from "../../azure/regions";
import { siteCode } from "../../azure/sites";
import type { TwinPlace } from "./twin-place";

/** Documents of a second data centre, derived from those of the platform. */
export interface TwinDocuments {
  /** Texts by their paths in a project. */
  readonly texts: Readonly<Record<string, string>>;
  /** What the second data centre does otherwise than agreed, and why. */
  readonly differences: readonly string[];
}

/** Ends up in globally unique names, so that nothing of a second data centre meets the name of the first. */
export type DrillGeneration = string;

interface SiteClause {
  readonly region: string;
  readonly zone?: number;
  readonly role: string;
  readonly [term: string]: unknown;
}

interface CopyClause {
  readonly name: string;
  readonly places: number;
  readonly apart: string;
  readonly through: string;
}

interface AgreementText {
  readonly sites: readonly SiteClause[];
  readonly availability: readonly { readonly target: number; readonly [term: string]: unknown }[];
  readonly recovery: {
    readonly degraded: { readonly zones: boolean; readonly for: string };
    readonly twin?: { readonly on: boolean; readonly [term: string]: unknown };
  };
  readonly backup: { readonly independentCopies: readonly CopyClause[] };
  readonly [family: string]: unknown;
}

interface EnvironmentText {
  readonly subscriptions: Readonly<Record<string, string>>;
  readonly sites: Readonly<Record<string, string>>;
  readonly granted?: readonly string[];
  readonly [part: string]: unknown;
}

interface TenantText {
  readonly data?: Readonly<Record<string, { readonly place?: object }>>;
  readonly [term: string]: unknown;
}

/**
 * The documents from which the same program makes a second data centre: one site at another place, other subscriptions
 * and names, and everything else as agreed.
 */
export function twinDocuments(
  source: DocumentSource,
  { platform, environment }: { readonly platform: string; readonly environment: string },
  place: TwinPlace,
  generation: DrillGeneration,
): TwinDocuments {
  const read = (path: string): string => source.read(path) ?? "";
  const [agreementFile, environmentFile] = [
    `stacks/agreements/${platform}.yaml`,
    `stacks/environments/${platform}.${environment}.yaml`,
  ];
  const agreement = twinAgreement(parse(read(agreementFile)) as AgreementText, place);
  const copied = [`stacks/tenants/${platform}.yaml`, `stacks/firewall-rules/${platform}.yaml`];
  const waivers = `stacks/waivers/${platform}.yaml`;
  return {
    texts: {
      ...Object.fromEntries(copied.map((path) => [path, withoutGenerations(path, read(path), environment)])),
      ...(source.read(waivers) !== undefined && { [waivers]: twinWaivers(read(waivers), agreement.left, place) }),
      [agreementFile]: stringify(agreement.text),
      [environmentFile]: stringify(twinEnvironment(parse(read(environmentFile)) as EnvironmentText, place, generation)),
      [`stacks/promises/${platform}.yaml`]: twinLedger(
        read(`stacks/promises/${platform}.yaml`),
        agreement.text.sites,
        agreement.leftRegion,
      ),
    },
    differences: agreement.differences,
  };
}

/**
 * Availability for which a site in one zone, or without zones, is planned while the other one is lost. The agreement says
 * for how long that is accepted (`recovery.degraded`) and gives no figure of its own; this one is ours.
 */
const DEGRADED_TARGET = 99.5;

function twinAgreement(
  agreement: AgreementText,
  place: TwinPlace,
): {
  readonly text: AgreementText;
  readonly left: string;
  readonly leftRegion: string;
  readonly differences: readonly string[];
} {
  const active = agreement.sites.find(({ role }) => role === "active");
  if (active === undefined) throw new RangeError("the agreement has no active site");
  const former = active.region === place.region ? [] : [{ ...active, role: "backup-only" }];
  // What was promised of a site there holds for it as well.
  const there = agreement.sites.find((site) => site.role !== "active" && site.region === place.region);
  // The zone to which the live site may be pinned is not the second one's.
  const { zone: _, ...anywhere } = active;
  const site = {
    ...anywhere,
    region: place.region,
    source: allSources(active, there),
    ...(place.zone !== undefined && { zone: Number(place.zone) }),
  };
  const kept = agreement.sites.filter(({ role, region }) => role !== "active" && region !== place.region);
  const copies = agreement.backup.independentCopies.map((copy) => {
    const isAlone = kept.every(({ role }) => role !== "warm");
    return copy.apart === "region" && (copy.places > 1 || copy.through === "vpn") && isAlone && former.length > 0
      ? { ...copy, places: 1, through: "provider" }
      : copy;
  });
  const { degraded, twin } = agreement.recovery;
  const isSpread = place.zone === undefined && (findRegion(place.region)?.zones.length ?? 0) > 1;
  const availability = agreement.availability.map((clause) =>
    isSpread || degraded.zones ? clause : { ...clause, target: Math.min(clause.target, DEGRADED_TARGET) },
  );
  const differences = [
    ...(availability.every((clause, index) => clause.target === agreement.availability[index]?.target)
      ? []
      : [`available ${DEGRADED_TARGET} % of the time: recovery.degraded accepts no zones for ${degraded.for}`]),
    ...(place.zone === undefined ? [] : [`everything is pinned to zone ${place.zone} of ${place.region}`]),
    ...(twin?.on === true ? ["one stamp instead of two"] : []),
    ...(former.length === 0 ? [] : [`${active.region} keeps copies only`]),
    ...copies.flatMap((copy, index) => {
      const agreed = agreement.backup.independentCopies[index];
      return agreed === copy
        ? []
        : [`copy "${copy.name}" has one place instead of ${agreed?.places ?? 0}, through the provider`];
    }),
  ];
  return {
    text: {
      ...agreement,
      availability,
      sites: [site, ...kept, ...former],
      recovery: { ...agreement.recovery, ...(twin !== undefined && { twin: { ...twin, on: false } }) },
      backup: { ...agreement.backup, independentCopies: copies },
    },
    left: siteCode(active.region, zoneOf(active)),
    leftRegion: active.region,
    differences,
  };
}

function zoneOf({ region, zone }: SiteClause): Zone | undefined {
  return findRegion(region)?.zones.find((each) => Number(each) === zone);
}

function allSources(...sites: readonly (SiteClause | undefined)[]): unknown {
  const named = sites.flatMap((site) => (Array.isArray(site?.["source"]) ? (site["source"] as unknown[]) : []));
  return named.length === 0 ? "ours" : [...new Set(named)];
}

/** Other subscriptions and another salt, so that names differ; the addresses of the first network. */
function twinEnvironment(environment: EnvironmentText, place: TwinPlace, generation: DrillGeneration): EnvironmentText {
  const [block] = Object.values(environment.sites);
  const subscriptions = Object.fromEntries(
    Object.entries(environment.subscriptions).map(([role, id]) => [role, derivedGuid(`${id}/${generation}`)]),
  );
  const { activeSites: _moved, ...rest } = environment as EnvironmentText & { readonly activeSites?: unknown };
  return {
    ...rest,
    subscriptions,
    salt: generation,
    sites: block === undefined ? {} : { [place.siteCode]: block },
    granted: [...new Set([...(environment.granted ?? []), place.region])],
  };
}

/** A version 8 identifier (RFC 9562): made of a name, and nobody's. */
function derivedGuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The second data centre starts with the first generation of every tenant's data, where each tenant is by now. */
function withoutGenerations(path: string, text: string, environment: string): string {
  if (!path.startsWith("stacks/tenants/")) return text;
  const document = parse(text) as { readonly tenants: readonly TenantText[] };
  const tenants = document.tenants.map(({ data, ...tenant }) => ({ ...tenant, ...data?.[environment]?.place }));
  return stringify({ ...document, tenants });
}

/**
 * What is waived for a resource at a site is waived for the same resource at the site that does its work now: the causes
 * are Azure's. The two sites change places in the names.
 */
function twinWaivers(text: string, left: string, { siteCode: code }: TwinPlace): string {
  const document = parse(text) as { readonly waivers: readonly { readonly resource: string }[] };
  const moved = (resource: string): string =>
    resource.replace(/(?<![a-z0-9])[a-z0-9]{3}(?![a-z0-9])/g, (part) =>
      part === left ? code : part === code ? left : part,
    );
  return stringify({
    ...document,
    waivers: document.waivers.map((waiver) => ({ ...waiver, resource: moved(waiver.resource) })),
  });
}

interface LedgerText {
  readonly promises: readonly { readonly carriedBy?: { readonly clauses?: readonly string[] } }[];
}

/**
 * The ledger names sites by their regions; a promise about a site is carried by what stands in its place. One that the site
 * carried which is left is carried by the second one too, because what was promised of the first holds for it.
 */
function twinLedger(text: string, sites: readonly SiteClause[], left: string): string {
  const [active] = sites;
  if (active === undefined) return text;
  const known = new Set(sites.map(({ region }) => region));
  const [here, there] = [`sites[${active.region}]`, `sites[${left}]`];
  const moved = (clause: string): string => {
    const region = /^sites\[([a-z0-9]+)\]/.exec(clause)?.[1];
    return region === undefined || known.has(region) ? clause : clause.replace(`sites[${region}]`, here);
  };
  const ledger = parse(text) as LedgerText;
  const promises = ledger.promises.map((promise) => {
    const clauses = promise.carriedBy?.clauses;
    if (clauses === undefined) return promise;
    const all = clauses.flatMap((clause) => [moved(clause), ...(clause === there ? [here] : [])]);
    return { ...promise, carriedBy: { ...promise.carriedBy, clauses: [...new Set(all)] } };
  });
  return stringify({ ...ledger, promises });
}
