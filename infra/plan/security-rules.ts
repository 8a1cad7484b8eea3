import type { SecurityRule } from "../../azure/network-rules";
import type { PlacedSegment } from "./address-plan";
import type { Flow, FlowEnd } from "./flow-matrix";
import { flowDescription, flowIds } from "./flow-register";
import type { FlowId } from "./flow-register";

const firstPriority = 100;
const priorityStep = 10;
// The last priority a rule can have; Azure's own rules, which would let all of the virtual network in, come after.
const lastPriority = 4096;

/**
 * Rules of a segment's network security group, both directions, generated from the flow matrix. Flows of one kind
 * share a rule, so that another tenant changes a list and no priority. Everything else is denied by a rule of our own,
 * because Azure's default rules allow all traffic of the virtual network and, outbound, all of the internet.
 *
 * @returns undefined where Azure forbids a security group (firewall and gateway subnets)
 */
export function securityRules(segment: PlacedSegment, flows: readonly Flow[]): readonly SecurityRule[] | undefined {
  if (segment.zone === "hub") {
    return undefined;
  }
  return [
    ...flowIds.flatMap((id) => ruleFor(id, "Inbound", segment, flows)),
    denyRest("Inbound"),
    ...flowIds.flatMap((id) => ruleFor(id, "Outbound", segment, flows)),
    denyRest("Outbound"),
  ];
}

function ruleFor(
  id: FlowId,
  direction: "Inbound" | "Outbound",
  segment: PlacedSegment,
  flows: readonly Flow[],
): readonly SecurityRule[] {
  const ownSide = (flow: Flow): readonly FlowEnd[] => (direction === "Inbound" ? flow.to : flow.from);
  const otherSide = (flow: Flow): readonly FlowEnd[] => (direction === "Inbound" ? flow.from : flow.to);
  const isOwn = (end: FlowEnd): boolean => end.segment?.prefix === segment.prefix;
  const touching = flows.filter((flow) => flow.id === id && ownSide(flow).some(isOwn));
  const [first] = touching;
  if (first === undefined) {
    return [];
  }
  const own = prefixesOf(touching.flatMap((flow) => ownSide(flow).filter(isOwn)));
  const other = prefixesOf(touching.flatMap(otherSide));
  return [
    {
      // Unique in the whole group: Azure wants that of both directions together.
      name: `allow-${id}-${direction.toLowerCase()}`,
      priority: firstPriority + priorityStep * flowIds.indexOf(id),
      direction,
      access: "Allow",
      protocol: first.protocol,
      sources: direction === "Inbound" ? other : own,
      destinations: direction === "Inbound" ? own : other,
      ports: first.ports,
      description: flowDescription(id),
    },
  ];
}

function prefixesOf(ends: readonly FlowEnd[]): readonly string[] {
  return [...new Set(ends.flatMap((end) => end.prefixes))].sort();
}

function denyRest(direction: "Inbound" | "Outbound"): SecurityRule {
  return {
    name: `deny-rest-${direction.toLowerCase()}`,
    priority: lastPriority,
    direction,
    access: "Deny",
    protocol: "*",
    sources: ["*"],
    destinations: ["*"],
    ports: ["*"],
    description: "What no flow of the platform needs",
  };
}
