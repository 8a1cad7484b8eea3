import type { Output } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { nameInScope, withoutCell } from "../../components/name-in-scope";
import type { Plan } from "../plan/plan";
import type { GuardOutputs, JobIdentityOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";

/** The labels of the identities that work on copies, as their names have them. */
export const GUARD_IDENTITIES = {
  reader: "verification",
  watcher: "presence",
  restorer: "restore",
  writerOf: (copy: string): string => `export-${copy}`,
} as const;

/** Azure's name of an identity of the guard layer: known before it exists, so that what it may do can be named after it. */
export function guardIdentityName(plan: Pick<Plan, "hubs">, scope: Scope, label: string): string {
  const [home] = plan.hubs;
  if (home === undefined) throw new Error("The plan has no hub, so there is no site at which the jobs could run.");
  return nameInScope({ ...withoutCell(scope), site: home.site }, "managedidentity:UserAssignedIdentity", {
    role: "job",
    label,
  });
}

function present(identity: JobIdentityOutputs | undefined, does: string): JobIdentityOutputs {
  if (identity === undefined) throw new Error(`The guard layer has no identity that ${does}; bring it up first.`);
  return identity;
}

/** Who opens copies and restores backups in order to verify them. */
export function copyReader(guard: Output<GuardOutputs>): Output<JobIdentityOutputs> {
  return guard.apply(({ copyReader: reader }) => present(reader, "reads copies"));
}

/** Who looks whether backups are there. */
export function copyWatcher(guard: Output<GuardOutputs>): Output<JobIdentityOutputs> {
  return guard.apply(({ copyWatcher: watcher }) => present(watcher, "sees copies"));
}

/** Who restores data beside the live one, and records it. */
export function copyRestorer(guard: Output<GuardOutputs>): Output<JobIdentityOutputs> {
  return guard.apply(({ copyRestorer: restorer }) => present(restorer, "restores copies"));
}

/** Who adds the copies of one kind. */
export function copyWriter(guard: Output<GuardOutputs>, copy: string): Output<JobIdentityOutputs> {
  return guard.apply(({ copyWriters }) => made(copyWriters, copy, "identity that writes copy"));
}
