import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressCount, blockOf } from "./address-block";
import { buildTopology } from "./build-topology";
import { flowMatrix } from "./flow-matrix";
import type { Flow } from "./flow-matrix";
import { PacketEvaluator, isIn, portMatches } from "./packet-evaluator.fixture";
import type { Packet } from "./packet-evaluator.fixture";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan.fixture";
import { selectSites } from "./select-sites";

const documents = {
  "two sites, shared nodes": withTenants(sourcesOf("superoffice"), [tenantOf(1, 0), tenantOf(1, 5), tenantOf(2, 0)]),
  "own node pools and rule sets": withTenants(sourcesOf("pct"), [tenantOf(1, 0), tenantOf(1, 3)]),
  "a cluster of one's own": withTenants(sourcesOf("draftit"), [
    tenantOf(1, 0),
    tenantOf(1, 1, { compute: "cluster" }),
    tenantOf(2, 0, { compute: "nodePool" }),
  ]),
};

const interestingPorts = fc.oneof(
  fc.constantFrom(22, 80, 443, 1433, 8443, 65_199, 65_200, 65_535),
  fc.integer({ min: 1, max: 65_535 }),
);

/** Whether the matrix has a flow for the packet. Packets to names outside are decided by name, not by address. */
function isListed(flows: readonly Flow[], packet: Packet): boolean {
  const matches = (prefixes: readonly string[], address: Packet["from"]): boolean =>
    prefixes.some((prefix) =>
      prefix === "Internet"
        ? typeof address === "number" && isPublic(address)
        : prefix === address || (typeof address === "number" && /^\d/.test(prefix) && isIn(address, prefix)),
    );
  return flows.some(
    (flow) =>
      (flow.protocol === "*" || flow.protocol === packet.protocol) &&
      flow.ports.some((ports) => portMatches(ports, packet.port)) &&
      flow.from.some((end) => matches(end.prefixes, packet.from)) &&
      flow.to.some((end) => matches(end.prefixes, packet.to)),
  );
}

const publicAddress = 0x08_08_08_08;

function isPublic(address: number): boolean {
  return address === publicAddress;
}

describe.each(Object.entries(documents))("rules with %s", (_, sources) => {
  const plan = planOf(sources);
  const { agreement, environment, tenants } = sources;
  const topology = buildTopology(agreement, environment, selectSites(agreement), tenants.tenants);
  const flows = flowMatrix(topology);
  const evaluator = new PacketEvaluator(plan);
  const guarded = evaluator.segments.filter(({ segment }) => segment.securityRules !== undefined);
  const addressIn = (prefix: string) => {
    const block = blockOf(prefix);
    return fc.integer({ min: block.first, max: block.first + addressCount(block.length) - 1 });
  };
  const inside = fc.constantFrom(...guarded).chain(({ segment }) => addressIn(segment.prefix));
  // The balancer's own address is one of a whole segment, so it is drawn by name.
  const backends = fc.constantFrom(
    ...plan.cells.flatMap((cell) => cell.entries.map((entry) => blockOf(`${entry.backendAddress}/32`).first)),
  );
  const partners = fc.constantFrom(...plan.vpn.managementPrefixes).chain(addressIn);
  const somewhere = fc.oneof({ weight: 6, arbitrary: inside }, backends, partners, fc.constant(publicAddress));
  const azure = fc.constantFrom("GatewayManager" as const, "AzureLoadBalancer" as const);
  const packet = fc.record({
    from: fc.oneof({ weight: 8, arbitrary: somewhere }, azure),
    to: fc.oneof({ weight: 6, arbitrary: inside }, backends, fc.constant(publicAddress)),
    protocol: fc.constantFrom("Tcp" as const, "Udp" as const),
    port: interestingPorts,
  });
  // What never leaves the outside is none of ours.
  const ours = packet.filter(({ from, to }) => !(to === publicAddress && (typeof from === "string" || !isOurs(from))));
  const isOurs = (address: number): boolean => guarded.some(({ segment }) => isIn(address, segment.prefix));

  it("let pass exactly what the flow matrix lists", () => {
    fc.assert(
      fc.property(ours, (sent) => {
        expect(evaluator.passes(sent)).toBe(isListed(flows, sent));
      }),
      { numRuns: 1000 },
    );
  });

  it("let pass nothing else between any two segments, nor from partners or the internet", () => {
    const places = [
      ...guarded.map(({ segment }) => blockOf(segment.prefix).first),
      ...plan.cells.flatMap((cell) => cell.entries.map((entry) => blockOf(`${entry.backendAddress}/32`).first)),
    ];
    const sources = [...places, ...plan.vpn.managementPrefixes.map((prefix) => blockOf(prefix).first), publicAddress];
    for (const from of sources) {
      for (const to of places) {
        for (const port of [80, 443, 1433, 8443]) {
          const sent: Packet = { from, to, protocol: "Tcp", port };
          expect(evaluator.passes(sent), JSON.stringify(sent)).toBe(isListed(flows, sent));
        }
      }
    }
  });

  it("let every flow of the matrix pass, on both sides and through the firewalls", () => {
    for (const flow of flows) {
      for (const [from, to] of flow.from.flatMap((one) => flow.to.map((other) => [one, other] as const))) {
        for (const [source, destination] of from.prefixes.flatMap((one) => to.prefixes.map((p) => [one, p] as const))) {
          const address = (prefix: string) => (prefix === "Internet" ? publicAddress : blockOf(prefix).first);
          const sent: Packet = {
            from: source === "GatewayManager" || source === "AzureLoadBalancer" ? source : address(source),
            to: address(destination),
            protocol: "Tcp",
            port: Number(flow.ports[0]?.split("-")[0]) || 1,
          };
          expect(evaluator.passes(sent), `${flow.id}: ${JSON.stringify(sent)}`).toBe(true);
        }
      }
    }
  });

  it("have unique priorities in each direction and deny the rest by themselves", () => {
    for (const { segment } of guarded) {
      for (const direction of ["Inbound", "Outbound"] as const) {
        const rules = (segment.securityRules ?? []).filter((rule) => rule.direction === direction);
        expect(new Set(rules.map((rule) => rule.priority)).size).toBe(rules.length);
        expect(rules.at(-1)).toMatchObject({ priority: 4096, access: "Deny", sources: ["*"], ports: ["*"] });
      }
    }
  });

  it("name at most one service tag on a side, and then nothing else", () => {
    const sides = guarded.flatMap(({ segment }) =>
      (segment.securityRules ?? []).flatMap((rule) => [rule.sources, rule.destinations]),
    );
    for (const side of sides) {
      expect(side.length === 1 || side.every((place) => /^\d/.test(place))).toBe(true);
    }
  });
});
