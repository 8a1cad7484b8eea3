import * as resources from "@pulumi/azure-native/resources";
import type { Output } from "@pulumi/pulumi";
import type { ComponentArgs, Scope } from "../../components/component-args";
import { RoleAssignment } from "../../components/identity/role-assignment";
import type { IdentityIssuer } from "../../components/identity/federated-account";
import { WorkloadIdentity } from "../../components/identity/workload-identity";
import { nameInScope } from "../../components/name-in-scope";
import { JOB_ACCOUNTS, jobNamespaceName } from "../../components/workload/job-namespace";
import { TENANT_OBJECTS, tenantNamespaceName } from "../../components/workload/tenant-namespace";
import type { CellPlan } from "../plan/cell-plan";
import { clusterKey, clusterLabel, type ClusterPlan } from "../plan/cluster-plan";
import type { Plan } from "../plan/plan";
import type { CellCluster } from "./cell-cluster";
import { certificateSecretName } from "./certificate-secret";
import type { PlatformOutputs } from "./layer-outputs";
import { made, siteOf } from "./plan-lookup";
import { siteOutput } from "./platform-outputs";

export interface CellIdentitiesArgs {
  /** Platform, environment and cell; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly platform: Output<PlatformOutputs>;
  /** The cell's clusters by their keys, as `cellClusters` made them. */
  readonly clusters: Readonly<Record<string, CellCluster>>;
}

/** Who a program is, for those who give it rights. */
export interface ProgramIdentity {
  readonly name: string;
  readonly principalId: Output<string>;
  readonly clientId: Output<string>;
}

export interface CellIdentities {
  /** Of the tenants' applications, by tenant code. */
  readonly tenants: Readonly<Record<string, ProgramIdentity>>;
  /** Those, and what is left of the identities of tenants whose data is kept, see `identitiesOfThoseWhoLeft`. */
  readonly documentUsers: Readonly<Record<string, ProgramIdentity>>;
  /** Of the job that makes the users of databases. No right of Azure's: it is a member of the databases' administrators. */
  readonly principals: ProgramIdentity;
  /** Of the job that scans databases. */
  readonly scan: ProgramIdentity;
  /** Of the job that tells the watcher that the monitoring lives; absent where another cell runs it. */
  readonly heartbeat?: ProgramIdentity;
}

/** The clusters in which a tenant's pods run. */
function clustersOf(cell: CellPlan, tenant: string): readonly ClusterPlan[] {
  const own = cell.clusters.filter((cluster) => cluster.tenant === tenant);
  return own.length > 0 ? own : cell.clusters.filter((cluster) => cluster.tenant === undefined);
}

/** The clusters whose tokens an identity of the cell is for. */
export function issuersOf({ clusters }: Pick<CellIdentitiesArgs, "clusters">, hosts: readonly ClusterPlan[]) {
  return hosts.map((cluster) => ({
    label: clusterLabel(cluster),
    issuerUrl: made(clusters, clusterKey(cluster), "cluster").issuerUrl,
  }));
}

/** Lets a tenant's identity read the tenant's certificate, and no other, in the key vault of a site. */
function letReadCertificate(plan: Plan, args: CellIdentitiesArgs, site: string, tenant: string, who: ProgramIdentity) {
  const secret = certificateSecretName({ ...args.scope, site }, tenant);
  new RoleAssignment(`identity-${tenant}-certificate-${site}`, {
    scope: args.scope,
    principal: { name: who.name, id: who.principalId },
    target: {
      name: `key-vault-${site}/${secret}`,
      id: siteOutput(args.platform, site, "keyVaultId").apply((vault) => `${vault}/secrets/${secret}`),
      subscription: plan.target.subscriptions.platform,
    },
    role: "Key Vault Secrets User",
    reason: "The tenant's application and its route at the ingress answer with the tenant's certificate.",
  });
}

/**
 * Where the identities of a cell are. At the first site of the plan, not the active one: a switch must not move them, and
 * nor must the end of the cell's last tenant, with whom its clusters go.
 */
function identityPlace(plan: Plan, cell: CellPlan, args: Pick<CellIdentitiesArgs, "scope" | "tags">): ComponentArgs {
  const home = cell.clusters[0] ?? plan.hubs[0];
  if (home === undefined) throw new Error(`The plan has no site at which anything of cell ${cell.number} could run.`);
  const scope = { ...args.scope, site: home.site };
  const location = siteOf(plan, home.site).region;
  const group = new resources.ResourceGroup("identities", {
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "idn" }),
    location,
    tags: args.tags,
  });
  return { scope, resourceGroupName: group.name, location, tags: args.tags };
}

function tenantIdentity(place: ComponentArgs, code: string, issuers: readonly IdentityIssuer[]): WorkloadIdentity {
  return new WorkloadIdentity(`identity-${code}`, {
    ...place,
    tags: { ...place.tags, tenant: code },
    role: "app",
    label: code,
    issuers,
    namespace: tenantNamespaceName(code),
    serviceAccount: TENANT_OBJECTS.serviceAccount,
  });
}

/** Tenants who have left and whose documents are kept. */
function keptOwners({ documents, retired }: CellPlan): readonly string[] {
  return documents === undefined ? [] : retired.flatMap(({ code, standing }) => (standing === "kept" ? [code] : []));
}

/**
 * The identities of tenants who have left, for as long as their documents are kept. Nobody can be them, because no
 * cluster's tokens are for them; they stay because Azure takes no role away from what is locked (Microsoft Learn,
 * azure-resource-manager/management/lock-resources, 2026-11: a lock against deletion also keeps role assignments).
 */
function identitiesOfThoseWhoLeft(cell: CellPlan, place: ComponentArgs): Readonly<Record<string, ProgramIdentity>> {
  return Object.fromEntries(keptOwners(cell).map((code) => [code, tenantIdentity(place, code, [])]));
}

/** What is left of a cell's identities once all of its tenants have left. */
export function keptIdentities(
  plan: Plan,
  cell: CellPlan,
  args: Pick<CellIdentitiesArgs, "scope" | "tags">,
): Readonly<Record<string, ProgramIdentity>> {
  return keptOwners(cell).length === 0 ? {} : identitiesOfThoseWhoLeft(cell, identityPlace(plan, cell, args));
}

/**
 * Who the programs of a cell are: an identity for each tenant's application, which may read that tenant's certificate and
 * documents and is a user of that tenant's database only; and one for the job that makes such users.
 */
export function cellIdentities(plan: Plan, cell: CellPlan, args: CellIdentitiesArgs): CellIdentities {
  const place = identityPlace(plan, cell, args);
  const tenants = cell.tenants.map(({ code }) => {
    const hosts = clustersOf(cell, code);
    const identity = tenantIdentity(place, code, issuersOf(args, hosts));
    for (const { site } of hosts) letReadCertificate(plan, args, site, code, identity);
    return [code, identity] as const;
  });
  const job = (account: "principals" | "scan" | "heartbeat"): WorkloadIdentity =>
    new WorkloadIdentity(`identity-${account}`, {
      ...place,
      role: "job",
      label: account,
      issuers: issuersOf(args, cell.clusters),
      namespace: jobNamespaceName(),
      serviceAccount: JOB_ACCOUNTS[account],
    });
  const carriesHeartbeat = cell.workloads.some(({ jobs }) => jobs.length > 0);
  const byCode = Object.fromEntries(tenants);
  return {
    tenants: byCode,
    documentUsers: { ...byCode, ...identitiesOfThoseWhoLeft(cell, place) },
    principals: job("principals"),
    scan: job("scan"),
    ...(carriesHeartbeat && { heartbeat: job("heartbeat") }),
  };
}
