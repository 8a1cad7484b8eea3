import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { explain } from "../../infra/plan/explain";
import { readPlan } from "../../infra/plan/read-plan";
import { allControls } from "../../policies/controls/controls-of-rule";
import { head } from "../formats/check-result.fixture";
import type { ReportInput } from "./report-input";
import type { GraphNode, TopologyGraph } from "./topology-graph";
import { layoutTopology } from "./topology-layout";

/** For tests: a page of a made-up deployment of a real platform. */

function site(code: string, tenants: readonly string[]): GraphNode {
  return {
    id: `site ${code}`,
    kind: "site",
    title: `region ${code}`,
    note: "NL · zones 1 2 3",
    children: [
      {
        id: `hub ${code}`,
        kind: "network",
        title: "Hub",
        children: [
          { id: `urn:firewall ${code}`, kind: "device", title: "Firewall" },
          { id: `urn:vpn ${code}`, kind: "device", title: "VPN gateway" },
        ],
      },
      {
        id: `cell ${code}`,
        kind: "network",
        title: "Cell 01",
        cell: "01",
        note: "10.0.0.0/21",
        children: [
          { id: `urn:gateway ${code}`, kind: "device", title: "Application gateway" },
          { id: `application ${code}`, kind: "segment", title: "Application" },
          { id: `data ${code}`, kind: "segment", title: "Data", note: "a segment for each", items: tenants },
        ],
      },
    ],
  };
}

/** Two sites with a network and one without, and as many tenants as wanted. */
export function graphOf(tenants: number): TopologyGraph {
  const codes = Array.from({ length: tenants }, (_, index) => `t${String(index).padStart(3, "0")}`);
  const sites = ["one", "two"];
  return {
    nodes: [
      { id: "internet", kind: "outside", title: "Internet" },
      ...sites.map((code) => site(code, codes)),
      {
        id: "site alone",
        kind: "site",
        title: "swedensouth",
        note: "SE · no zones",
        children: [
          { id: "stores", kind: "store", title: "Storage", note: "1 storage account" },
          { id: "vaults", kind: "store", title: "Vaults" },
        ],
      },
    ],
    edges: [
      ...sites.flatMap((code): TopologyGraph["edges"] => [
        { from: "internet", to: `urn:gateway ${code}`, kind: "request" },
        { from: `urn:gateway ${code}`, to: `application ${code}`, kind: "request" },
        { from: `application ${code}`, to: `data ${code}`, kind: "request" },
        { from: `urn:firewall ${code}`, to: `application ${code}`, kind: "peering" },
      ]),
      { from: "urn:vpn one", to: "urn:vpn two", kind: "tunnel" },
    ],
  };
}

export async function reportInput(tenants = 3): Promise<ReportInput> {
  const documents = documentsIn(".");
  const loaded = loadPlatform("pct", documents, cloudFacts);
  const plan = readPlan(documents, "pct", "local");
  if (!loaded.ok || !plan.ok) throw new Error("the documents of pct cannot be read");
  const graph = graphOf(tenants);
  return {
    ...loaded.value,
    verdict: head,
    explanation: explain(plan.value),
    controls: allControls("."),
    drills: [
      {
        scenario: "region-loss",
        title: "A region is lost",
        environment: "local",
        on: "2026-11-20",
        status: "deviated",
        reason: "the recovery took longer than was agreed",
        figures: [
          {
            id: "recovery-point",
            what: "recovery point",
            unit: "minutes",
            agreed: 15,
            measured: 4.2,
            verdict: "kept",
            clause: "recovery.point",
          },
          {
            id: "recovery-time",
            what: "recovery time",
            unit: "minutes",
            agreed: 240,
            measured: 261,
            verdict: "not kept",
            clause: "recovery.time",
          },
        ],
        notMeasured: ["how long people take to decide"],
        earlier: [
          {
            on: "2026-11-06",
            status: "passed",
            figures: [
              {
                id: "recovery-time",
                what: "recovery time",
                unit: "minutes",
                agreed: 240,
                measured: 180,
                verdict: "kept",
                clause: "recovery.time",
              },
            ],
          },
          { on: "2026-11-13", status: "interrupted", figures: [] },
        ],
      },
      {
        scenario: "vpn-loss",
        title: "The VPN is lost",
        environment: "local",
        on: "2026-11-21",
        status: "interrupted",
        figures: [],
        notMeasured: [],
        earlier: [],
      },
    ],
    topology: { graph, placed: await layoutTopology(graph) },
  };
}
