import type { Agreement, IndependentCopy } from "../agreement";
import { regionNamed } from "../cloud-facts";
import type { CloudFacts } from "../cloud-facts";
import { countriesOf } from "../country";
import { longestSeconds, shortestSeconds } from "../duration";
import type { Finding } from "../yaml-document";
import { check, promisesOf } from "./check";
import { legalCountries, regionsIn } from "./residency-checks";

type Parts = Pick<Agreement, "residency" | "sites" | "backup">;

const copiesHaveLegalPlaces = check(["residency", "sites", "backup"], (agreement, facts) =>
  agreement.backup.independentCopies.flatMap((copy, index) => {
    const path = ["backup", "independentCopies", index];
    return [...widerThanAgreed(agreement, copy, path), ...missingPlaces(agreement, copy, path, facts)];
  }),
);

function widerThanAgreed({ residency }: Parts, copy: IndependentCopy, path: Finding["path"]): readonly Finding[] {
  const legal = legalCountries(residency, "backups");
  const illegal = countriesOf(copy.in ?? [], residency.membershipOn).filter((country) => !legal.includes(country));
  return illegal.length === 0
    ? []
    : [
        {
          path: [...path, "in"],
          allowed: `countries within residency.backups: ${residency.backups.join(", ")}`,
          fixes: [
            `Narrow it: ${illegal.join(", ")} ${illegal.length === 1 ? "is" : "are"} outside.`,
            "Widen residency.backups, if the promise allows it.",
          ],
        },
      ];
}

function missingPlaces(
  agreement: Parts,
  copy: IndependentCopy,
  path: Finding["path"],
  facts: CloudFacts,
): readonly Finding[] {
  const { residency, sites } = agreement;
  const places = copy.in ?? residency.backups;
  const legal = countriesOf(places, residency.membershipOn);
  const isLegal = (name: string) => legal.includes(regionNamed(facts, name)?.country ?? "");
  const legalSites = sites.filter((site) => site.role !== "documents" && isLegal(site.region));
  const home = sites.find((site) => site.role === "active")?.region ?? "";
  const pair = regionNamed(facts, home)?.pair;
  if (copy.apart === "zone") {
    const zones = Math.max(0, ...legalSites.map((site) => regionNamed(facts, site.region)?.zones.length ?? 0));
    return zones >= Math.max(2, copy.places) ? [] : [tooFewZones(copy, path, zones)];
  }
  // A VPN reaches only sites that have a gateway; the provider also reaches the region's pair.
  const reachable =
    copy.through === "vpn"
      ? legalSites.filter((site) => site.role === "active" || site.role === "warm").map((site) => site.region)
      : [...legalSites.map((site) => site.region), ...(pair !== undefined && isLegal(pair) ? [pair] : [])];
  const found = [...new Set(reachable)].filter((region) => copy.places > 1 || region !== home);
  return found.length >= copy.places ? [] : [tooFewRegions(copy, places, path, found, home, facts, legal)];
}

function tooFewZones(copy: IndependentCopy, path: Finding["path"], zones: number): Finding {
  return {
    path: [...path, "apart"],
    given: `${copy.places} place(s) apart by zone`,
    allowed: `what the legal sites have: ${zones} zones`,
    fixes: ["Set `apart: region` and give the copy a second legal site.", "Choose a region with availability zones."],
  };
}

function tooFewRegions(
  copy: IndependentCopy,
  places: readonly string[],
  path: Finding["path"],
  found: readonly string[],
  home: string,
  facts: CloudFacts,
  legal: readonly string[],
): Finding {
  const region = regionNamed(facts, home);
  const pair = region?.pair === undefined ? undefined : regionNamed(facts, region.pair);
  const leak =
    pair !== undefined && !legal.includes(pair.country)
      ? `; ${home} is paired with ${pair.name} in ${pair.country}, which is not allowed`
      : "";
  const zones = region?.zones.length ?? 0;
  return {
    path: [...path, "apart"],
    given: `${copy.places} place(s) apart by region, within ${places.join(", ")}, through ${copy.through}`,
    allowed: `regions that exist for it: ${found.length === 0 ? "none" : found.join(", ")}${leak}`,
    fixes: [
      ...(zones > 1 ? [`Set \`apart: zone\`: ${home} has ${zones} zones.`] : []),
      ...(leak !== "" && pair !== undefined
        ? [`Add "${pair.country}" to the copy's countries and to residency.backups, if the promise allows it.`]
        : [`Add a site for it; regions in these countries: ${regionsIn(facts, legal)}.`]),
    ],
  };
}

interface AtLeast {
  readonly path: Finding["path"];
  readonly longer: string | undefined;
  readonly shorter: string | undefined;
  readonly reason: string;
}

function notShorter({ path, longer, shorter, reason }: AtLeast): readonly Finding[] {
  if (longer === undefined || shorter === undefined || longestSeconds(longer) >= shortestSeconds(shorter)) {
    return [];
  }
  return [{ path, allowed: `at least ${shorter}: ${reason}`, fixes: [`Make it ${shorter} or longer.`] }];
}

const retentionAddsUp = check(["backup"], ({ backup }) => [
  ...notShorter({
    path: ["backup", "pointInTime"],
    longer: backup.pointInTime,
    shorter: backup.logEvery,
    reason: "a log backup has to be kept until the next one (logEvery)",
  }),
  ...notShorter({
    path: ["backup", "yearly"],
    longer: backup.yearly,
    shorter: backup.monthly,
    reason: "a yearly backup is kept no shorter than a monthly one",
  }),
  ...backup.independentCopies.flatMap((copy, index) => [
    ...notShorter({
      path: ["backup", "independentCopies", index, "kept"],
      longer: copy.kept,
      shorter: copy.every,
      reason: "a copy has to be kept until the next one (every)",
    }),
    ...notShorter({
      path: ["backup", "independentCopies", index, "firstOfMonthKept"],
      longer: copy.firstOfMonthKept,
      shorter: copy.kept,
      reason: "the first copy of a month is kept no shorter than any other (kept)",
    }),
  ]),
]);

const documentsAddUp = check(["documents"], ({ documents }) =>
  (["changesKept", "deletedKept"] as const).flatMap((term) =>
    notShorter({
      path: ["documents", "backupKept"],
      longer: documents.backupKept,
      shorter: documents[term],
      reason: `a backup has to reach as far back as ${term}`,
    }),
  ),
);

const mirrorHasTwoSites = check(["residency", "sites", "documents"], ({ residency, sites, documents }, facts) => {
  const legal = legalCountries(residency, "documents");
  const own = sites.filter((site) => site.role === "documents");
  const keepers = own.length > 0 ? own : sites.filter((site) => site.role === "active" || site.role === "warm");
  const able = keepers.filter((site) => legal.includes(regionNamed(facts, site.region)?.country ?? ""));
  return !documents.mirrored || able.length >= 2
    ? []
    : [
        {
          path: ["documents", "mirrored"],
          given: `true, with ${able.length === 0 ? "no site" : able.map((site) => site.region).join(", ")} to keep documents`,
          allowed: `two sites that keep documents in ${residency.documents.join(", ")}`,
          fixes: [
            `Add sites with the role documents; regions there: ${regionsIn(facts, legal)}.`,
            "Set `mirrored: false`, if the promise allows it.",
          ],
          breaks: promisesOf(documents),
        },
      ];
});

/** Copies and documents against the places and times that are agreed. */
export const copyChecks = [copiesHaveLegalPlaces, retentionAddsUp, documentsAddUp, mirrorHasTwoSites];
