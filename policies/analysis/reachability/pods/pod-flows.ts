import { requiredFlows, type RequiredFlow } from "../../../../agreement/flows/required-flows";
import { zoneOfRole, type InsideRole } from "../../../../agreement/flows/roles";
import { parseNamespaceName } from "../../../../azure/names/namespace-name";
import type { Role as RoleCode } from "../../../../azure/names/codes";
import type { Segment } from "../classify/segments";
import type { ReachabilityMeasure } from "../expected/measure";
import { NOTHING, unionOf, type Intervals } from "../packets/intervals";
import { servicesOf } from "../packets/service-axis";
import type { Workload } from "./read-pods";

/** Labels that say what pods are and whose. */
const ROLE = "deltawerk/role";
const TENANT = "deltawerk/tenant";

/** Roles whose pods a namespace of each purpose may hold. */
const ROLES_OF_NAMESPACE: Readonly<Partial<Record<RoleCode, readonly InsideRole[]>>> = {
  web: ["ingress"],
  job: ["jobs", "probes"],
};
const ROLES_OF_TENANT: readonly InsideRole[] = ["application", "identity"];

/** What the pods of a workload are, by their labels and by the namespace that they are in. */
export interface PodRole {
  readonly role: InsideRole;
  readonly tenant?: string;
}

/** The role of a workload's pods, or why nobody can tell it. */
export function roleOf({ labels, namespace }: Workload): PodRole | { readonly unclassified: string } {
  const owner = parseNamespaceName(namespace);
  if (owner === undefined) return { unclassified: `namespace ${namespace} has no name of the grammar` };
  const role = labels[ROLE];
  const fitting = "tenant" in owner ? ROLES_OF_TENANT : (ROLES_OF_NAMESPACE[owner.role] ?? []);
  const known = fitting.find((one) => one === role);
  if (known === undefined) {
    const what = role === undefined ? `no label ${ROLE}` : `the label ${ROLE}=${role}`;
    return {
      unclassified: `its pods have ${what} in namespace ${namespace}, which is for ${fitting.join(" and ") || "none of them"}`,
    };
  }
  const tenant = labels[TENANT];
  if ("tenant" in owner) {
    return tenant === undefined || tenant === owner.tenant
      ? { role: known, tenant: owner.tenant }
      : { unclassified: `its pods say that they are of tenant ${tenant}, in the namespace of ${owner.tenant}` };
  }
  return { role: known, ...(tenant !== undefined && { tenant }) };
}

const zoneOf: Readonly<Record<InsideRole, string>> = zoneOfRole;

/** The flows of an agreement, as pods take part in them. */
export class PodFlows {
  private readonly flows: readonly RequiredFlow[];

  constructor({ agreement }: ReachabilityMeasure) {
    this.flows = requiredFlows(agreement);
  }

  /** What may pass between pods: a tenant's pods talk to the same tenant's. */
  between(from: PodRole, to: PodRole): Intervals {
    const apart = from.tenant !== undefined && to.tenant !== undefined && from.tenant !== to.tenant;
    return servicesOfFlows(
      this.flows.filter(
        (flow) => flow.from === from.role && flow.to === to.role && !(apart && flow.scope === "tenant"),
      ),
    );
  }

  /** What pods may send into a segment of the networks; data is its tenant's. */
  into(from: PodRole, segment: Segment): Intervals {
    return servicesOfFlows(this.flows.filter((flow) => flow.from === from.role && leadsInto(flow, from, segment)));
  }

  /** What pods may take from a segment. */
  outOf(segment: Segment, to: PodRole): Intervals {
    return servicesOfFlows(
      this.flows.filter((flow) => flow.to === to.role && zoneOf[flow.from as InsideRole] === segment.zone),
    );
  }
}

/** Pods find each other by their policies, never by a segment's addresses. */
const PODS: readonly string[] = ["ingress", "application", "identity", "jobs", "probes"];

function leadsInto(flow: RequiredFlow, { tenant }: PodRole, { zone, tenant: whose, group }: Segment): boolean {
  if (PODS.includes(flow.to)) return false;
  // The API server stands with the first system pool, the firewall answers for names.
  if (flow.to === "control") return zone === "application" && group === undefined;
  if (flow.to === "names") return zone === "firewall";
  if (zoneOf[flow.to as InsideRole] !== zone) return false;
  return flow.to !== "database" || tenant === undefined || whose === tenant;
}

function servicesOfFlows(flows: readonly RequiredFlow[]): Intervals {
  return unionOf(
    NOTHING,
    ...flows.flatMap(({ protocols, port }) => protocols.map((one) => servicesOf(one, [String(port)]) ?? NOTHING)),
  );
}
