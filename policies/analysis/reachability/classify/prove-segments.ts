import type { NameParts } from "../../../../azure/names/resource-name";
import { parseName } from "../../../../azure/names/resource-name";
import type { RegisteredResource } from "../../../resources/registered-resource";
import type { ResourceSet } from "../../../resources/resource-set";
import type { PrivateEndpoint } from "../model/network-model";
import type { Topology } from "../semantics/topology";
import type { Misfit, Segment } from "./segments";

/** What may stand in a segment of each zone; nodes of a group of servers also where the segment is named for them. */
const OCCUPANTS: Readonly<Record<Segment["zone"], readonly Occupant[]>> = {
  edge: ["application gateway"],
  web: [],
  application: ["nodes"],
  data: ["endpoint"],
  documents: ["endpoint"],
  management: ["endpoint"],
  backup: ["endpoint"],
  firewall: ["firewall"],
  gateway: ["VPN gateway"],
};

type Occupant = "application gateway" | "nodes" | "endpoint" | "firewall" | "VPN gateway";

/** Roles, in the names of storage accounts, of what documents and copies are kept in. */
const DOCUMENT_ROLES: readonly NameParts["role"][] = ["doc", "kub"];
const COPY_ROLES: readonly NameParts["role"][] = ["cpy", "hot", "arc", "aud", "bak"];

/**
 * Holds what names say against facts: who stands in a subnet, to whose server each private endpoint leads, whose nodes a
 * pool's taints keep. Whatever does not fit is a misfit: a wrong label would let a flow pass as allowed.
 */
export class SegmentProof {
  /** Tenants that have a database on a server. */
  private readonly tenantsOn = new Map<RegisteredResource, Set<string>>();

  constructor(
    private readonly topology: Topology,
    private readonly set: ResourceSet,
  ) {
    for (const database of set.ofType("sql:Database")) {
      const server = set.parentOf(database);
      const tenant = parseName("sql:Database", set.nameOf(database) ?? "")?.tenant;
      if (server === undefined || tenant === undefined) continue;
      this.tenantsOn.set(server, (this.tenantsOn.get(server) ?? new Set()).add(tenant));
    }
  }

  misfits(segments: readonly Segment[]): readonly Misfit[] {
    return segments.flatMap((segment) => [
      ...this.strangers(segment),
      ...this.topology.endpointsOf(segment.subnet).flatMap((endpoint) => this.endpointMisfit(segment, endpoint)),
      ...this.poolMisfits(segment),
      ...this.groupMisfits(segment),
    ]);
  }

  /** Whether something in a segment leads to what it is there for. */
  serves(segment: Segment, target: "database" | "documents" | "secrets" | "images" | "copies" | "checks"): boolean {
    return this.topology.endpointsOf(segment.subnet).some(({ target: service }) => {
      if (typeof service === "string") return false;
      switch (target) {
        case "database":
          return service.type === "sql:Server";
        case "documents":
          return this.accountRole(service) === "doc";
        case "secrets":
          return service.type === "keyvault:Vault";
        case "images":
          return service.type === "containerregistry:Registry";
        case "copies":
          return COPY_ROLES.includes(this.accountRole(service));
        case "checks":
          return this.isForChecks(service);
      }
    });
  }

  private strangers(segment: Segment): readonly Misfit[] {
    const { subnet, zone } = segment;
    const found: readonly (readonly [Occupant, string | undefined])[] = [
      ["application gateway", this.topology.entriesOf(subnet)[0]?.label],
      ["nodes", this.topology.clustersOf(subnet)[0]?.label],
      ["endpoint", this.topology.endpointsOf(subnet)[0]?.label],
      ["firewall", this.topology.firewallIn(subnet)?.label],
      ["VPN gateway", this.topology.gatewayIn(subnet)?.label],
    ];
    const allowed: readonly Occupant[] = segment.group === undefined ? OCCUPANTS[zone] : ["nodes"];
    return found.flatMap(([occupant, label]) =>
      label === undefined || allowed.includes(occupant)
        ? []
        : [{ subnet, message: `${subnet.label} is named for the ${zone} zone, but ${label} stands in it` }],
    );
  }

  private endpointMisfit(segment: Segment, endpoint: PrivateEndpoint): readonly Misfit[] {
    const { subnet, zone } = segment;
    const { target } = endpoint;
    const misfit = (why: string) => [{ subnet, message: `${endpoint.label} in ${subnet.label} ${why}` }];
    if (typeof target === "string") {
      // Among the resources of one stack, it may be in another.
      return this.set.isUnion
        ? misfit(`leads to ${target}, which is not part of the platform`)
        : misfit(`leads to ${target}, which is not in this stack`).map((one) => ({ ...one, open: true }));
    }
    const leadsTo = `leads to ${this.set.nameOf(target) ?? target.name}`;
    switch (zone) {
      case "data":
        return this.dataMisfit(segment, target, (why) => misfit(`${leadsTo}, ${why}`));
      case "documents":
        return DOCUMENT_ROLES.includes(this.accountRole(target)) ? [] : misfit(`${leadsTo}, which holds no documents`);
      case "backup":
        return COPY_ROLES.includes(this.accountRole(target)) || this.isForChecks(target)
          ? []
          : misfit(`${leadsTo}, which holds no copies`);
      case "management":
        return ["keyvault:Vault", "containerregistry:Registry"].includes(target.type)
          ? []
          : misfit(`${leadsTo}, which is none of the platform's shared services`);
      case "edge":
      case "web":
      case "application":
      case "firewall":
      case "gateway":
        return [];
    }
  }

  private dataMisfit(
    { tenant }: Segment,
    target: RegisteredResource,
    misfit: (why: string) => readonly Misfit[],
  ): readonly Misfit[] {
    if (target.type !== "sql:Server") return misfit("which is no database server");
    if (tenant === undefined) return misfit("but the segment names no tenant");
    const tenants = this.tenantsOn.get(target) ?? new Set();
    return tenants.has(tenant) ? [] : misfit(`which has no database of tenant ${tenant}`);
  }

  /** Nodes in a segment of one tenant within a shared network have to be kept to that tenant, and only they. */
  private poolMisfits({ subnet, tenant, stamp }: Segment): readonly Misfit[] {
    const kept = stamp.tenant === undefined ? tenant : undefined;
    return this.topology.clustersOf(subnet).flatMap((cluster) =>
      cluster.pools
        .filter((pool) => pool.subnet === subnet.resource && pool.tenant !== kept)
        .map((pool) => ({
          subnet,
          message:
            kept === undefined
              ? `pool ${pool.name} of ${cluster.label} is kept to tenant ${pool.tenant ?? ""}, but ${subnet.label} is shared`
              : `pool ${pool.name} of ${cluster.label} stands in ${subnet.label}, but its label and taint do not keep it to tenant ${kept}`,
        })),
    );
  }

  /** Nodes in a segment of web or batch servers have to be kept to what those run, and only they. */
  private groupMisfits({ subnet, group }: Segment): readonly Misfit[] {
    return this.topology.clustersOf(subnet).flatMap((cluster) =>
      cluster.pools
        .filter((pool) => pool.subnet === subnet.resource && pool.group !== group)
        .map((pool) => ({
          subnet,
          message:
            group === undefined
              ? `pool ${pool.name} of ${cluster.label} is kept to ${pool.group ?? ""} servers, but ${subnet.label} is not theirs`
              : `pool ${pool.name} of ${cluster.label} stands in ${subnet.label}, but its label and taint do not keep it to ${group} servers`,
        })),
    );
  }

  /** A database server without a live database, on which backups are restored to be checked. */
  private isForChecks(target: RegisteredResource): boolean {
    return (
      target.type === "sql:Server" &&
      parseName("sql:Server", this.set.nameOf(target) ?? "")?.role === "bak" &&
      !this.tenantsOn.has(target)
    );
  }

  private accountRole(target: RegisteredResource): NameParts["role"] {
    return target.type === "storage:StorageAccount"
      ? parseName("storage:StorageAccount", this.set.nameOf(target) ?? "")?.role
      : undefined;
  }
}
