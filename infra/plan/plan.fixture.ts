import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { formatProblems } from "../../agreement/problem";
import { cloudFacts } from "./cloud-facts";
import type { PlanSources } from "./make-plan";
import { makePlan } from "./make-plan";
import { parseEnvironment } from "./parse-environment";
import type { Plan } from "./plan";

export const platforms = ["coachview", "superoffice", "cloxxs", "pct", "draftit"] as const;
export type PlatformName = (typeof platforms)[number];

const documents = documentsIn(".");
const known = new Map<PlatformName, PlanSources>();

/** The committed documents of a platform in environment `local`. */
export function sourcesOf(platform: PlatformName): PlanSources {
  const made = known.get(platform) ?? readSources(platform);
  known.set(platform, made);
  return made;
}

function readSources(platform: PlatformName): PlanSources {
  const loaded = loadPlatform(platform, documents, cloudFacts);
  const file = `stacks/environments/${platform}.local.yaml`;
  const environment = parseEnvironment(documents.read(file) ?? "", file);
  if (!loaded.ok || !environment.ok) {
    throw new Error(formatProblems([loaded, environment].flatMap((parsed) => (parsed.ok ? [] : parsed.problems))));
  }
  const { agreement, tenants, firewallRegister } = loaded.value;
  return { agreement, tenants, firewallRegister, environment: environment.value };
}

/** The plan of these documents; fails where there is none. */
export function planOf(sources: PlanSources): Plan {
  const made = makePlan(sources);
  if (!made.ok) {
    throw new Error(JSON.stringify(made.findings, undefined, 2));
  }
  return made.plan;
}

type Tenant = PlanSources["tenants"]["tenants"][number];

/** A tenant without anything beyond what its platform has. */
export function tenantOf(cell: number, segment: number, overrides: Tenant["overrides"] = {}): Tenant {
  const code = `t${String(cell % 10)}${String(segment).padStart(2, "0")}`;
  return {
    code,
    name: `Tenant ${code}`,
    hostName: `${code}.example.net`,
    cell: String(cell).padStart(2, "0"),
    segment,
    state: "active",
    data: {},
    overrides,
  };
}

/** The same documents with other tenants. */
export function withTenants(sources: PlanSources, tenants: readonly Tenant[]): PlanSources {
  return { ...sources, tenants: { ...sources.tenants, tenants } };
}
