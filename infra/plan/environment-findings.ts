import { usableAddresses } from "../../azure/subnets";
import type { PlanSources } from "./make-plan";
import { nodesLength, serverGroupNodesLength } from "./network-layout";
import type { PlanFinding } from "./plan-finding";
import { carriesWorkload } from "./site-plan";
import type { SitePlan } from "./site-plan";

/** Where an environment does not fit its agreement: another platform's, or cells set to run where they cannot. */
export function environmentFindings(
  { agreement, tenants, environment }: PlanSources,
  sites: readonly SitePlan[],
): readonly PlanFinding[] {
  const able = sites.filter(carriesWorkload).map((site) => site.code);
  const cells = new Set(
    [...tenants.tenants, ...tenants.retired.filter(({ state }) => state !== "erased")].map(({ cell }) => cell),
  );
  const platform: readonly PlanFinding[] =
    environment.platform === agreement.platform
      ? []
      : [
          {
            document: "environment",
            path: ["platform"],
            given: `"${environment.platform}"`,
            allowed: `"${agreement.platform}", the platform of the agreement`,
            fixes: [`Write \`platform: ${agreement.platform}\`.`],
            breaks: [],
          },
        ];
  const moved = Object.entries(environment.activeSites ?? {}).flatMap(([cell, site]): readonly PlanFinding[] => {
    const path = ["activeSites", cell];
    if (!cells.has(cell)) {
      return [
        {
          document: "environment",
          path,
          given: `cell ${cell}`,
          allowed: `a cell with tenants: ${[...cells].sort().join(", ")}`,
          fixes: ["Remove it."],
          breaks: [],
        },
      ];
    }
    return able.includes(site)
      ? []
      : [
          {
            document: "environment",
            path,
            given: `"${site}"`,
            allowed: `a site that is active or warm: ${able.join(", ")}`,
            fixes: ["Let the cell run at one of them."],
            breaks: [],
          },
        ];
  });
  return [
    ...platform,
    ...moved,
    ...certificateFindings({ tenants, environment }),
    ...accessFindings(environment, sites),
    ...nodeFindings(environment),
  ];
}

function certificateFindings({
  tenants,
  environment,
}: Pick<PlanSources, "tenants" | "environment">): readonly PlanFinding[] {
  const codes = tenants.tenants.map((tenant) => tenant.code);
  return (environment.confirmedCertificates ?? []).flatMap((code, index): readonly PlanFinding[] =>
    codes.includes(code)
      ? []
      : [
          {
            document: "environment",
            path: ["confirmedCertificates", index],
            given: `"${code}"`,
            allowed: codes.length === 0 ? "nothing: there is no tenant" : `the code of a tenant: ${codes.join(", ")}`,
            fixes: ["Correct the code, or remove it."],
            breaks: [],
          },
        ],
  );
}

// Whatever a site is for, something is deployed there: a cold one holds copies.
function accessFindings({ granted }: PlanSources["environment"], sites: readonly SitePlan[]): readonly PlanFinding[] {
  return sites
    .filter((site) => site.restricted && !granted.includes(site.region))
    .map(({ region, role }) => ({
      document: "environment",
      path: ["granted"],
      given: granted.length === 0 ? "nothing" : granted.join(", "),
      allowed: `a list with ${region}: Azure restricts it, and it is ${role} in the agreement`,
      fixes: [`Ask Azure for access to ${region} (support request, region access), then add it here.`],
      breaks: [],
    }));
}

// AKS adds nodes while it upgrades; a third more is what Microsoft advises for pools in production (Microsoft Learn,
// aks/upgrade-aks-cluster, node surge).
const surge = 1 / 3;

function nodeFindings({ sizes }: PlanSources["environment"]): readonly PlanFinding[] {
  const { systemNodes, webNodes, userNodes, batchNodes } = sizes;
  return [
    ...tooManyNodes("userNodes", systemNodes.maximum + userNodes.maximum, nodesLength, {
      given: `${systemNodes.maximum} and ${userNodes.maximum} nodes at most`,
      segment: "the segment of a cell's nodes",
    }),
    ...(
      [
        ["webNodes", webNodes],
        ["batchNodes", batchNodes],
      ] as const
    ).flatMap(([size, { maximum }]) =>
      tooManyNodes(size, maximum, serverGroupNodesLength, {
        given: `${maximum} nodes at most`,
        segment: "the segment of such nodes",
      }),
    ),
  ];
}

function tooManyNodes(
  size: "userNodes" | "webNodes" | "batchNodes",
  most: number,
  length: number,
  { given, segment }: { readonly given: string; readonly segment: string },
): readonly PlanFinding[] {
  const needed = Math.ceil(most * (1 + surge));
  const usable = usableAddresses(length);
  return needed <= usable
    ? []
    : [
        {
          document: "environment",
          path: ["sizes", size, "maximum"],
          given: `${given}: ${needed} addresses while a third more are there for an upgrade`,
          allowed: `${usable} addresses, which ${segment} has`,
          fixes: ["Use fewer, larger nodes.", "Put tenants into another cell."],
          breaks: [],
        },
      ];
}
