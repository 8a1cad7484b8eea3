import { interpolate, type Input, type ProviderResource, type Resource } from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";
import type { JobNamespace } from "../../components/workload/job-namespace";
import { PrincipalsJob } from "../../components/workload/principals-job";
import { TenantApplication } from "../../components/workload/tenant-application";
import { TenantNamespace, type Connection } from "../../components/workload/tenant-namespace";
import { TenantRoute } from "../../components/workload/tenant-route";
import type { CellPlan } from "../plan/cell-plan";
import { clusterKey } from "../plan/cluster-plan";
import type { Plan } from "../plan/plan";
import type { TenantWorkloadPlan, WorkloadPlan } from "../plan/workload-plan";
import { certificateSecretName } from "./certificate-secret";
import { made, policyOf } from "./plan-lookup";
import { copyReader, copyWriter, GUARD_IDENTITIES, guardIdentityName } from "./guard-identities";
import { siteOutput } from "./platform-outputs";
import type { WorkloadArgs } from "./workload-cluster";
import { imageOf } from "./workload-image";
import { addRestore, addTenantJobs } from "./workload-jobs";

/** A tenant in one cluster, with what is there already. */
export interface TenantPlace {
  readonly workload: WorkloadPlan;
  readonly tenant: TenantWorkloadPlan;
  /** Names the cluster in the stack. */
  readonly place: string;
  readonly provider: ProviderResource;
  readonly after: readonly Resource[];
  /** Absent on a standby, which runs no jobs. */
  readonly jobs?: JobNamespace;
}

/** What an application does in its database: it reads and writes rows, and nothing to the structure. */
const APPLICATION_ROLES = ["db_datareader", "db_datawriter"];
/** What an export and a verification have to be: they read every definition and every row, and one writes markers. */
const BACKUP_ROLES = ["db_owner"];

interface HostAlias {
  readonly name: Input<string>;
  readonly address: Input<string>;
}

/** The name of a key vault, from the address that it has. */
function keyVaultName(uri: string): string {
  return new URL(uri).hostname.split(".")[0] ?? "";
}

/** Where a tenant's database server is, where its name has no address in the private zones: tenants share it. */
function serverAliases(cell: CellPlan, args: WorkloadArgs, { workload, tenant }: TenantPlace): readonly HostAlias[] {
  const server = cell.servers.find(({ databases }) => databases.some((database) => database.tenant === tenant.code));
  if (server?.key !== "shared") return [];
  const outputs = args.cell.tenants.apply((tenants) => made(tenants, tenant.code, "outputs of tenant"));
  return [
    {
      name: outputs.server,
      address: outputs.addresses.apply((addresses) =>
        made(addresses, workload.site, "address of the database at site"),
      ),
    },
  ];
}

/** The same for the accounts of documents: a site's private zones answer with the addresses of its shared network. */
function documentAliases(cell: CellPlan, args: WorkloadArgs, { workload }: TenantPlace): readonly HostAlias[] {
  if (workload.tenant === undefined) return [];
  return (cell.documents?.sites ?? []).map((site) => {
    const account = args.cell.documents.apply((documents) => made(documents, site, "account of documents at site"));
    return {
      name: account.host,
      address: account.addresses.apply((addresses) =>
        made(addresses, clusterKey(workload), "address of the documents beside cluster"),
      ),
    };
  });
}

function connectionOf(cell: CellPlan, args: WorkloadArgs, tenant: string): Connection {
  const outputs = args.cell.tenants.apply((tenants) => made(tenants, tenant, "outputs of tenant"));
  const [written] = cell.documents?.sites ?? [];
  const container = formatName("storage:BlobContainer", { tenant, role: "doc" });
  return {
    server: outputs.server,
    database: outputs.database,
    generation: outputs.generation,
    ...(written !== undefined && {
      documents: interpolate`https://${args.cell.documents.apply(
        (documents) => made(documents, written, "account of documents at site").host,
      )}/${container}`,
    }),
  };
}

/** Everything of one tenant in one cluster. Nothing of another tenant depends on it. */
export function addTenant(plan: Plan, cell: CellPlan, args: WorkloadArgs, at: TenantPlace): void {
  const { workload, tenant, place, provider, after, jobs } = at;
  const { code, hostName, application } = tenant;
  const name = `${code}-${place}`;
  const scope = { ...args.scope, site: workload.site };
  const { clientId } = args.cell.tenants.apply((tenants) => made(tenants, code, "outputs of tenant").identity);
  const connection = connectionOf(cell, args, code);
  const servers = serverAliases(cell, args, at);
  const home = new TenantNamespace(
    `tenant-${name}`,
    {
      tenant: code,
      clientId,
      certificate: {
        keyVaultName: siteOutput(args.platform, workload.site, "keyVaultUri").apply(keyVaultName),
        secretName: certificateSecretName(scope, code),
        directory: plan.target.directory,
      },
      connection,
      policy: policyOf(tenant.policies, "application"),
      quota: tenant.quota,
      podSize: application,
    },
    { provider },
  );
  const principals =
    jobs === undefined ? [] : [addPrincipals(plan, args, { ...at, jobs }, { connection, hostAliases: servers })];
  if (jobs !== undefined && tenant.restore !== undefined) {
    const { lookback } = tenant.restore;
    const outputs = args.cell.tenants.apply((tenants) => made(tenants, code, "outputs of tenant"));
    const subject = { plan, cell, args, tenant: code, hostName, site: workload.site, outputs, lookback };
    const jobPlace = { place, provider, namespace: jobs.namespace, hostAliases: servers, after: [jobs, ...principals] };
    addTenantJobs(subject, tenant.jobs, jobPlace);
    addRestore(subject, tenant.restore, jobPlace);
  }
  const { namespace } = home;
  new TenantApplication(
    `application-${name}`,
    {
      ...application,
      tenant: code,
      namespace,
      hostName,
      image: imageOf(args, application.image),
      connection,
      spread: workload.spread,
      hostAliases: [...servers, ...documentAliases(cell, args, at)],
      standby: workload.standby,
    },
    { provider, dependsOn: [home, ...principals] },
  );
  new TenantRoute(`route-${name}`, { tenant: code, namespace, hostName }, { provider, dependsOn: [...after] });
}

/** The identities that export and verify a database, which are users of it like the application's. */
function backupPrograms(plan: Plan, { scope, guard }: WorkloadArgs) {
  const named = (label: string) => guardIdentityName(plan, scope, label);
  return [
    ...plan.backup.copies.map(({ key }) => ({
      name: named(GUARD_IDENTITIES.writerOf(key)),
      clientId: copyWriter(guard, key).clientId,
      roles: BACKUP_ROLES,
    })),
    { name: named(GUARD_IDENTITIES.reader), clientId: copyReader(guard).clientId, roles: BACKUP_ROLES },
  ];
}

function addPrincipals(
  plan: Plan,
  args: WorkloadArgs,
  { tenant, place, provider, jobs }: TenantPlace & { readonly jobs: JobNamespace },
  { connection, hostAliases }: { readonly connection: Connection; readonly hostAliases: readonly HostAlias[] },
): PrincipalsJob {
  const { platform, environment } = plan.target;
  const identity = args.cell.tenants.apply((tenants) => made(tenants, tenant.code, "outputs of tenant").identity);
  return new PrincipalsJob(
    `principals-${tenant.code}-${place}`,
    {
      ...tenant.principals,
      tenant: tenant.code,
      platform,
      environment,
      namespace: jobs.namespace,
      image: imageOf(args, tenant.principals.image),
      server: connection.server,
      database: connection.database,
      principals: [
        { name: identity.name, clientId: identity.clientId, roles: APPLICATION_ROLES },
        ...backupPrograms(plan, args),
      ],
      policy: policyOf(tenant.policies, "jobs"),
      hostAliases,
    },
    { provider, dependsOn: jobs },
  );
}
