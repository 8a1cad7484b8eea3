import { durationWords } from "../../../agreement/duration";
import { expectedAvailability, type ExpectedAvailability } from "../../analysis/availability/expected-availability";
import { servingCells } from "../../analysis/availability/serving-cells";
import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const place = { location: "westeurope" };
const named = { resourceGroupName: "rg", resourceName: "aks" };
const gateway = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "network:ApplicationGateway", name: "gateway", inputs: { ...place, ...inputs } }) as const;
const cluster = { type: "containerservice:ManagedCluster", name: "cluster", inputs: { ...place, ...named } } as const;
const pool = {
  type: "containerservice:AgentPool",
  name: "pool",
  inputs: {
    ...named,
    agentPoolName: "user",
    mode: "User",
    enableAutoScaling: true,
    minCount: 3,
    availabilityZones: ["1", "2", "3"],
  },
} as const;
const database = {
  type: "sql:Database",
  name: "database",
  inputs: { ...place, sku: { name: "GP_Gen5_2" }, zoneRedundant: true },
} as const;
const zonal = { zones: ["1", "2", "3"] };
const cell = (one: Readonly<Record<string, unknown>>) => [gateway(one), cluster, pool, database];
/** What the figures of the examples rest on, shown with them. */
const assumed =
  "Assumed: Application Gateway v2 99.95 %: zone redundant, or at least two instances with autoscaling; Azure DNS 100 %: a " +
  "query is answered by at least one of the zone's name servers; Load Balancer, Standard 99.99 %: at least two healthy " +
  "backends; SQL Database 99.99 %: General Purpose, Standard, or Business Critical without zone redundancy; General " +
  "Purpose zone redundant too; Virtual machines 99.99 %: two or more instances in two or more zones of a region; one of " +
  "them is reachable; parts fail independently of each other; published levels are thresholds for credit, not " +
  "measurements; a monthly level holds in every month; planned work goes node by node and interrupts nothing";
const weakestParts = "Application Gateway v2 99.950 %, Load Balancer, Standard 99.990 %, Virtual machines 99.990 %";
const says = (agreed: string, room: string) =>
  `cell 01 is expected to reach 99.920 % at the platform over 1 year, agreed are ${agreed} %: ${room}. Weakest: ${weakestParts}. ${assumed}`;

/** A share of time as percent with three decimals, never rounded up. */
function percent(share: number): string {
  return `${(Math.floor(share * 100_000 + 1e-6) / 1000).toFixed(3)} %`;
}

function outcomeOf(name: string, figure: ExpectedAvailability, over: string): readonly Outcome[] {
  const { at, tenant, expected, target, headroomMinutes, weakest, assumptions, lacks, unknown } = figure;
  if (lacks.length > 0) return lacks.map((what) => violation(`cell ${name}: ${what}, so nothing can be expected`));
  if (unknown.length > 0) return unknown.map((what) => undetermined(`cell ${name}: ${what}`));
  const minutes = Math.floor(Math.abs(headroomMinutes) + 1e-6);
  const parts = weakest.map((part) => `${part.name} ${percent(part.share)}`).join(", ");
  const room = headroomMinutes >= 0 ? `${minutes} minutes a year to spare` : `${minutes} minutes a year too few`;
  const text =
    `cell ${name} is expected to reach ${percent(expected)} at the ${at}${tenant === undefined ? "" : ` for tenant ${tenant}`} over ${over}, agreed are ${percent(target)}: ` +
    `${room}. Weakest: ${parts}. Assumed: ${assumptions.join("; ")}`;
  return [headroomMinutes >= 0 ? compliant(text) : violation(text)];
}

export const rule = relationRule({
  id: "availability-expected",
  title: "What is deployed may be expected to be up for as long as was agreed",
  why: "A promise of availability that the parts cannot keep is broken on an ordinary day, without any mistake.",
  severity: "high",
  concern: "continuity",
  clauses: ["availability[platform]", "availability[url]"],
  remediation: "Strengthen the weakest part, add a second site where residency allows one, or promise less.",
  spans: "stack",
  judge: (resources, { agreement, today }) => {
    const cells = servingCells(resources);
    if (cells.length === 0) return notApplicable("there is no cell that serves anybody");
    return cells.flatMap(({ name, resources: own }) =>
      expectedAvailability(own, agreement, Number(today.slice(0, "2026".length))).flatMap((figure) => {
        const { over = "" } = agreement.availability.find(({ at }) => at === figure.at) ?? {};
        return outcomeOf(name, figure, durationWords(over));
      }),
    );
  },
  cases: {
    pass: { given: cell(zonal), platform: "cloxxs", says: [says("99.800", "630 minutes a year to spare")] },
    fail: {
      given: cell(zonal),
      platform: "cloxxs",
      agreement: { "availability.0.target": 99.95 },
      says: [says("99.950", "157 minutes a year too few")],
    },
    absent: {
      given: cell({}),
      platform: "cloxxs",
      says: [
        "cell 01: no level is published for gateway, which has neither two zones nor two instances, so nothing can be expected",
      ],
    },
    unknown: {
      given: cell({ zones: UNKNOWN }),
      platform: "cloxxs",
      says: ["cell 01: zones of gateway are not known before the update"],
    },
    notApplicable: {
      given: [gateway(zonal)],
      stack: "superoffice-local",
      says: ["there is no cell that serves anybody"],
    },
  },
  sabotage: [
    {
      what: "leaves one gateway instance in one zone",
      type: "network:ApplicationGateway",
      where: (one) => Array.isArray(one.inputs["zones"]) && one.inputs["zones"].length > 1,
      set: { zones: ["1"], "autoscaleConfiguration.minCapacity": 1 },
      also: ["gateway-instances", "gateway-zonal"],
    },
    {
      what: "puts the nodes that serve into one zone",
      type: "containerservice:AgentPool",
      where: (one) => one.inputs["mode"] === "User" && /user/.test(one.name),
      set: { availabilityZones: ["1"] },
      also: ["pool-zonal"],
      except: ["coachview", "superoffice", "cloxxs", "pct"],
    },
  ],
});
