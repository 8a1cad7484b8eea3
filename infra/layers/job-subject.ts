import { all, type Input, type Output } from "@pulumi/pulumi";
import { COPY_CONTAINERS } from "../../components/backup/copy-store";
import type { CopyPlan } from "../plan/backup-plan";
import type { CellPlan } from "../plan/cell-plan";
import { isMounted } from "../plan/copy-keys";
import type { DatabasePlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { GuardOutputs, TenantOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";
import type { WorkloadArgs } from "./workload-cluster";

export type JobVariables = Readonly<Record<string, Input<string>>>;

/** A tenant whose jobs are told what to do, at the site where it is served. */
export interface JobSubject {
  readonly plan: Plan;
  readonly cell: CellPlan;
  readonly args: WorkloadArgs;
  readonly tenant: string;
  readonly hostName: string;
  readonly site: string;
  readonly outputs: Output<TenantOutputs>;
  /** How far before an alert about lost data a restore goes where the alert names no moment: an ISO duration. */
  readonly lookback: string;
}

/** A value as the text that a variable is. */
export function json(value: unknown): Output<string> {
  return all([value]).apply(([known]) => JSON.stringify(known));
}

/** @throws Error where a plan lacks what a job of it needs */
export function planned<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The plan has no ${what}, though a job needs one.`);
  return found;
}

/** Accounts and containers of a copy's places, as jobs take them. */
export function placesOf(guard: Output<GuardOutputs>, { key, places, firstOfMonthDays }: CopyPlan) {
  return places.map((site) => ({
    name: site,
    url: guard.copyAccounts.apply(
      (accounts) => `https://${made(accounts, `${key}/${site}`, "account of copies").name}.blob.core.windows.net`,
    ),
    container: COPY_CONTAINERS.copies,
    ...(firstOfMonthDays !== undefined && { firstOfMonthContainer: COPY_CONTAINERS.firstOfMonth }),
  }));
}

/** The variables of every job about a tenant's data. */
export function dataOf({ tenant, outputs }: JobSubject): JobVariables {
  // Written with two digits in names, and read as a number.
  return { TENANT: tenant, GENERATION: outputs.generation.apply((generation) => String(Number(generation))) };
}

/** Whether a private key is a file, which the jobs that open copies have mounted. */
export function opensWithMountedKeys({ copyKeys }: Pick<Plan, "copyKeys">): boolean {
  return copyKeys.some(isMounted);
}

/** The database that serves a tenant, and where it is written. */
export function databaseOf({ cell, tenant }: JobSubject): { readonly site: string; readonly database: DatabasePlan } {
  const found = cell.servers.flatMap(({ site, databases }) =>
    databases
      .filter((one) => one.tenant === tenant && one.standing === "serving")
      .map((database) => ({ site, database })),
  );
  return planned(found[0], `database of tenant "${tenant}"`);
}
