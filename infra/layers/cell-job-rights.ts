import type { Output, ProviderResource } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { federatedAccount } from "../../components/identity/federated-account";
import { RoleAssignment, type RoleAssignmentArgs } from "../../components/identity/role-assignment";
import { exportAccount, JOB_ACCOUNTS, jobNamespaceName } from "../../components/workload/job-namespace";
import type { CellPlan } from "../plan/cell-plan";
import type { Plan } from "../plan/plan";
import type { CellCluster } from "./cell-cluster";
import type { CellDatabase, DatabaseServerPlace } from "./cell-databases";
import { issuersOf, type ProgramIdentity } from "./cell-identities";
import {
  copyReader,
  copyRestorer,
  copyWatcher,
  copyWriter,
  GUARD_IDENTITIES,
  guardIdentityName,
} from "./guard-identities";
import { jobRole, type JobRole } from "./job-roles";
import type { GuardOutputs, JobIdentityOutputs, PlatformOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";

export interface CellJobRightsArgs {
  /** Platform, environment and cell. */
  readonly scope: Scope;
  readonly guard: Output<GuardOutputs>;
  readonly platform: Output<PlatformOutputs>;
  /** Provider of the guard's subscription, in which the identities are that work on copies. */
  readonly guardProvider: ProviderResource;
  readonly clusters: Readonly<Record<string, CellCluster>>;
  readonly databases: readonly CellDatabase[];
  readonly scan: ProgramIdentity;
  readonly heartbeat?: ProgramIdentity;
}

/** An identity of the guard layer with the service account that is it. */
interface CopyProgram {
  readonly label: string;
  readonly account: string;
  readonly identity: Output<JobIdentityOutputs>;
}

function copyPrograms(plan: Plan, { guard }: CellJobRightsArgs) {
  const { reader, watcher, restorer, writerOf } = GUARD_IDENTITIES;
  return {
    reader: { label: reader, account: JOB_ACCOUNTS.verification, identity: copyReader(guard) },
    watcher: { label: watcher, account: JOB_ACCOUNTS.presence, identity: copyWatcher(guard) },
    restorer: { label: restorer, account: JOB_ACCOUNTS.restore, identity: copyRestorer(guard) },
    writers: plan.backup.copies.map(({ key }) => ({
      label: writerOf(key),
      account: exportAccount(key),
      identity: copyWriter(guard, key),
    })),
  };
}

/** Lets the cell's service accounts be the identities that work on copies. */
function federate(cell: CellPlan, args: CellJobRightsArgs, { label, account, identity }: CopyProgram): void {
  federatedAccount(
    `federated-${label}`,
    {
      identityName: identity.name,
      resourceGroupName: identity.resourceGroup,
      issuers: issuersOf(args, cell.clusters).map(({ label: cluster, issuerUrl }) => ({
        label: `${cell.number}-${cluster}`,
        issuerUrl,
      })),
      namespace: jobNamespaceName(),
      serviceAccount: account,
    },
    { provider: args.guardProvider },
  );
}

/** Every server with databases that are in use, once. */
function serversOf(databases: readonly CellDatabase[]): readonly DatabaseServerPlace[] {
  const servers = databases.flatMap((database) => database.servers);
  return [...new Map(servers.map((server) => [`${server.key}-${server.site}`, server])).values()];
}

interface Grant {
  /** Names who gets the right, in the stack. */
  readonly who: string;
  readonly principal: RoleAssignmentArgs["principal"];
  readonly role: JobRole;
  readonly reason: string;
}

function grantOnServer(plan: Plan, args: CellJobRightsArgs, server: DatabaseServerPlace, grant: Grant): void {
  const { who, principal, role, reason } = grant;
  const at = `${server.key}-${server.site}`;
  new RoleAssignment(`${who}-${role}-${at}`, {
    scope: args.scope,
    principal,
    target: {
      name: `sql-${args.scope.cell ?? ""}-${at}`,
      id: server.id,
      subscription: plan.target.subscriptions.cells,
    },
    role: jobRole(plan, args, role),
    reason,
  });
}

function grantsOnServers(plan: Plan, args: CellJobRightsArgs): readonly Grant[] {
  const { reader, restorer, writers } = copyPrograms(plan, args);
  const of = ({ label, identity }: CopyProgram) => ({
    who: label,
    principal: { name: guardIdentityName(plan, args.scope, label), id: identity.principalId },
  });
  return [
    ...writers.map((writer) => ({
      ...of(writer),
      role: "database-copier" as const,
      reason: "Copies a tenant's database beside the live one, exports the copy and removes it.",
    })),
    {
      ...of(reader),
      role: "database-copier",
      reason: "Restores a database to a point beside the live one, where Azure allows it only, and removes it.",
    },
    {
      ...of(restorer),
      role: "database-copier",
      reason: "Restores a tenant's data beside the live database.",
    },
    {
      who: "scan",
      principal: { name: args.scan.name, id: args.scan.principalId },
      role: "vulnerability-scanner",
      reason: "Scans databases daily; Azure by itself does it weekly.",
    },
  ];
}

/** What the heartbeat looks at: whether the monitoring still gets records. */
function grantHeartbeat(plan: Plan, cell: CellPlan, args: CellJobRightsArgs, heartbeat: ProgramIdentity): void {
  new RoleAssignment("heartbeat-reads-logs", {
    scope: args.scope,
    principal: { name: heartbeat.name, id: heartbeat.principalId },
    target: {
      name: `workspace-${cell.activeSite}`,
      id: args.platform.workspaces.apply((workspaces) => made(workspaces, cell.activeSite, "log workspace at site")),
      subscription: plan.target.subscriptions.platform,
    },
    role: "Log Analytics Reader",
    reason: "Asks for the time of the newest record.",
  });
}

/**
 * What the jobs of a cell may do beyond their own programs: be the identities that work on copies, and work on the
 * cell's databases.
 */
export function cellJobRights(plan: Plan, cell: CellPlan, args: CellJobRightsArgs): void {
  const { reader, watcher, restorer, writers } = copyPrograms(plan, args);
  for (const program of [reader, watcher, restorer, ...writers]) federate(cell, args, program);
  const grants = grantsOnServers(plan, args);
  for (const server of serversOf(args.databases)) {
    for (const grant of grants) grantOnServer(plan, args, server, grant);
  }
  if (args.heartbeat !== undefined) grantHeartbeat(plan, cell, args, args.heartbeat);
}
