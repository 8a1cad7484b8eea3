import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { customRole, definedRole } from "../../components/identity/custom-role";
import type { CustomRole } from "../../components/identity/role-assignment";
import type { Plan } from "../plan/plan";

const DATABASES = "Microsoft.Sql/servers/databases";
const LONG_TERM =
  "Microsoft.Sql/locations/longTermRetentionServers/longTermRetentionDatabases/longTermRetentionBackups/read";

/**
 * What jobs may do to databases through Azure's management interface. A lock on each database keeps the live ones from
 * being deleted, whoever may delete.
 *
 * Names of actions: Microsoft Learn, role-based-access-control/permissions/databases and permissions/security (2025);
 * those of vulnerability assessments are taken from the paths of the calls (estimate).
 */
const JOB_ROLES = {
  "database-copier": {
    description: "Makes databases beside others and removes them; changes no server and no setting of one.",
    actions: [
      "Microsoft.Sql/servers/read",
      `${DATABASES}/read`,
      `${DATABASES}/write`,
      `${DATABASES}/delete`,
      `${DATABASES}/operationResults/read`,
    ],
  },
  "backup-watcher": {
    description: "Sees which backups of databases there are; restores none.",
    actions: [
      "Microsoft.Sql/servers/read",
      `${DATABASES}/read`,
      "Microsoft.Sql/servers/recoverableDatabases/read",
      LONG_TERM,
    ],
  },
  "vulnerability-scanner": {
    description: "Starts scans of databases and reads what they found.",
    actions: [`${DATABASES}/read`, "Microsoft.Security/sqlVulnerabilityAssessments/*"],
  },
} as const;

export type JobRole = keyof typeof JOB_ROLES;

interface JobRoleArgs {
  readonly scope: Pick<Scope, "platform" | "environment">;
}

/** Defines the roles in the subscription of the cells, where they are assigned. */
export function defineJobRoles(
  plan: Plan,
  { scope }: JobRoleArgs,
  options: CustomResourceOptions,
): Readonly<Record<JobRole, CustomRole>> {
  const define = (key: JobRole): CustomRole =>
    customRole(
      `role-${key}`,
      { ...JOB_ROLES[key], scope, subscription: plan.target.subscriptions.cells, key },
      options,
    );
  return {
    "database-copier": define("database-copier"),
    "backup-watcher": define("backup-watcher"),
    "vulnerability-scanner": define("vulnerability-scanner"),
  };
}

/** A role as those who assign it know it. */
export function jobRole(plan: Plan, { scope }: JobRoleArgs, key: JobRole): CustomRole {
  return definedRole({ scope, subscription: plan.target.subscriptions.cells, key });
}
