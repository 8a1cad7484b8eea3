import { expect, it } from "vitest";
import { topologyGraph } from "../evidence/report/topology-graph";
import { recordingOf } from "./sabotage/recordings";

it(
  "a tenant's firewall device is drawn in the path of its requests and of what leaves",
  { timeout: 300_000 },
  async () => {
    const { nodes, edges } = topologyGraph(await recordingOf("pct", "isolation.firewallOption"));
    const networks = nodes.flatMap(({ children = [] }) => children);
    const firewallIn = (title: string): string | undefined =>
      networks.find((one) => one.title === title)?.children?.find((one) => one.title === "Firewall")?.id;
    const [site, own] = [firewallIn("Hub"), firewallIn("Cell 01, spr1 alone")];
    expect(own).toBeDefined();
    const ways = (kind: string, from: string | undefined) =>
      edges.filter((edge) => edge.kind === kind && edge.from === from).map(({ to }) => to);
    expect(ways("request", site)).toEqual([own]);
    expect(ways("request", own).map((to) => to.split(" ").at(-1))).toEqual(["application"]);
    expect(ways("peering", own).map((to) => to.split(" ").at(-1))).toEqual(["application"]);
    expect(ways("peering", site)).toHaveLength(1);
  },
);
