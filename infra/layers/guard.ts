import * as resources from "@pulumi/azure-native/resources";
import { interpolate, type Output } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import { CopyStore } from "../../components/backup/copy-store";
import { createOnlyRole, LISTS_NAMES_ONLY } from "../../components/backup/create-only-role";
import { LogArchive } from "../../components/backup/log-archive";
import { ResourceGuard } from "../../components/backup/resource-guard";
import type { ComponentArgs, Scope } from "../../components/component-args";
import { ManagedIdentity } from "../../components/identity/managed-identity";
import { RoleAssignment, type CustomRole } from "../../components/identity/role-assignment";
import { DiagnosticSetting } from "../../components/monitoring/diagnostic-setting";
import { nameInScope } from "../../components/name-in-scope";
import { DefenderPlans } from "../../components/security/defender-plans";
import { SecondGuard } from "../../components/security/second-guard";
import type { CopyPlan } from "../plan/backup-plan";
import type { Plan } from "../plan/plan";
import { watchGuard } from "./guard-alerts";
import { restoresByItself } from "./data-loss-rule";
import { GUARD_IDENTITIES } from "./guard-identities";
import type { Deferred, JobIdentityOutputs } from "./layer-outputs";
import { stateGroup } from "./layer-identity";
import { made, siteOf } from "./plan-lookup";
import { addBudget } from "./subscription-alerts";
import { regionalRedundancy } from "./site-redundancy";

export interface GuardArgs {
  /** Platform and environment; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * `Locked` for good where nothing may ever be given up early. Azure wants every account to be deployed `Unlocked`
   * once before.
   */
  readonly immutability: "Unlocked" | "Locked";
}

interface Account {
  readonly id: Output<string>;
  readonly name: Output<string>;
}

/** An account by the copy's key and site code. */
type Place = readonly [string, Account];

export interface Guard {
  /** By the site code of the vault that each one guards. */
  readonly resourceGuards: Readonly<Record<string, Output<string>>>;
  /** By the copy's key and site code: `nightly/noe`. */
  readonly copyAccounts: Readonly<Record<string, Account>>;
  /** By site code. */
  readonly logArchives: Readonly<Record<string, Account>>;
  /** Who writes a copy, by the copy's key. Each can add to its own copies and do nothing else. */
  readonly copyWriters: Readonly<Record<string, Deferred<JobIdentityOutputs>>>;
  /** Who reads copies in order to verify and restore them; absent where there are none. */
  readonly copyReader?: Deferred<JobIdentityOutputs>;
  /** Who looks whether copies are there, by their names alone; absent where there are none. */
  readonly copyWatcher?: Deferred<JobIdentityOutputs>;
  /** Who reads copies in order to restore them, and records every restore for good; absent where there are none. */
  readonly copyRestorer?: Deferred<JobIdentityOutputs>;
}

/** Arguments of what stands in a group of its own at a site. */
function groupAt(plan: Plan, args: GuardArgs, site: string, role: Role): ComponentArgs {
  const scope = { ...args.scope, site };
  const location = siteOf(plan, site).region;
  const group = new resources.ResourceGroup(`guard-${role}-${site}`, {
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role }),
    location,
    tags: args.tags,
  });
  return { scope, resourceGroupName: group.name, location, tags: args.tags };
}

/** An archive, and the group that holds nothing else. */
interface Archive extends Account {
  readonly group: Output<string>;
}

function addLogArchives(plan: Plan, args: GuardArgs): Readonly<Record<string, Archive>> {
  return Object.fromEntries(
    plan.backup.logArchiveSites.map((site) => {
      const at = groupAt(plan, args, site, "aud");
      const archive = new LogArchive(`log-archive-${site}`, {
        ...at,
        redundancy: regionalRedundancy(siteOf(plan, site)),
        retentionDays: plan.backup.logRetentionDays,
        immutability: args.immutability,
      });
      const group = interpolate`/subscriptions/${plan.target.subscriptions.guard}/resourceGroups/${at.resourceGroupName}`;
      return [site, { id: archive.resourceId, name: archive.name, group }] as const;
    }),
  );
}

function addCopy(
  args: GuardArgs,
  copy: CopyPlan,
  places: Readonly<Record<string, ComponentArgs>>,
  archives: Readonly<Record<string, Account>>,
): readonly Place[] {
  return copy.places.map((site) => {
    const archive = archives[site];
    const store = new CopyStore(`copies-${copy.key}-${site}`, {
      ...made(places, site, "group for copies at site"),
      kind: copy.kind,
      redundancy: made(copy.redundancy, site, `redundancy of copy "${copy.key}" at site`),
      retentionDays: copy.retentionDays,
      immutability: args.immutability,
      ...(copy.firstOfMonthDays !== undefined && { firstOfMonthDays: copy.firstOfMonthDays }),
      ...(archive !== undefined && { logArchiveId: archive.id }),
    });
    return [`${copy.key}/${site}`, { id: store.resourceId, name: store.name }] as const;
  });
}

interface Right {
  /** Names the right in the stack. */
  readonly does: "adds-to" | "lists" | "reads";
  readonly role: CustomRole | "Storage Blob Data Reader";
  readonly condition?: string;
  readonly reason: string;
}

const reads: Right = {
  does: "reads",
  role: "Storage Blob Data Reader",
  reason: "Reads copies in order to verify and restore them.",
};

/** Sees the names of copies and no byte of them. */
const lists = (reason: string): Right => ({
  does: "lists",
  role: "Storage Blob Data Reader",
  condition: LISTS_NAMES_ONLY,
  reason,
});

function grant(plan: Plan, args: GuardArgs, identity: ManagedIdentity, [key, account]: Place, right: Right): void {
  const { does, ...given } = right;
  new RoleAssignment(`${identity.name}-${does}-${key.replace("/", "-")}`, {
    scope: args.scope,
    principal: { name: identity.name, id: identity.principalId },
    target: { name: `copies/${key}`, id: account.id, subscription: plan.target.subscriptions.guard },
    ...given,
  });
}

function jobIdentity(name: string, at: ComponentArgs, label: string) {
  const identity = new ManagedIdentity(name, { ...at, role: "job", label });
  const outputs: Deferred<JobIdentityOutputs> = {
    id: identity.resourceId,
    name: identity.name,
    clientId: identity.clientId,
    principalId: identity.principalId,
    resourceGroup: at.resourceGroupName,
  };
  return { identity, outputs };
}

/** Identities of the jobs that make and check copies, with nothing but the right to do so. */
function addJobIdentities(
  plan: Plan,
  args: GuardArgs,
  site: string,
  stores: ReadonlyMap<CopyPlan, readonly Place[]>,
  archives: Readonly<Record<string, Archive>>,
): Pick<Guard, "copyWriters" | "copyReader" | "copyWatcher" | "copyRestorer"> {
  if (stores.size === 0) return { copyWriters: {} };
  const at = groupAt(plan, args, site, "idn");
  const adds: Right = {
    does: "adds-to",
    role: createOnlyRole("create-only", args.scope, plan.target.subscriptions.guard),
    reason: "Adds independent copies; it can neither read nor delete them.",
  };
  const finds = lists("Finds by its name whether the copy of a slot is there already.");
  const watches = lists("Says by their names which copies are there and how old they are.");
  const reader = jobIdentity("copy-reader", at, GUARD_IDENTITIES.reader);
  const restorer = jobIdentity("copy-restorer", at, GUARD_IDENTITIES.restorer);
  const finished = lists("Finds by its name whether a restore is recorded as done.");
  const records = { ...adds, reason: "Records every restore, with who asked for it and why." };
  for (const [place, { group, name }] of Object.entries(archives)) {
    // On the group, because the lock on the archive would keep a role on the archive for good.
    const archive = [`archive/${place}`, { id: group, name }] as const;
    grant(plan, args, restorer.identity, archive, records);
    // A restore that begins by itself must not begin again for a reason that it is done with.
    if (restoresByItself(plan)) grant(plan, args, restorer.identity, archive, finished);
  }
  const watcher = jobIdentity("copy-watcher", at, GUARD_IDENTITIES.watcher);
  const writers = [...stores].map(([copy, accounts]) => {
    const writer = jobIdentity(`copy-writer-${copy.key}`, at, GUARD_IDENTITIES.writerOf(copy.key));
    for (const account of accounts) {
      for (const right of [adds, finds]) grant(plan, args, writer.identity, account, right);
      grant(plan, args, reader.identity, account, reads);
      grant(plan, args, watcher.identity, account, watches);
      grant(plan, args, restorer.identity, account, reads);
    }
    return [copy.key, writer.outputs] as const;
  });
  return {
    copyWriters: Object.fromEntries(writers),
    copyReader: reader.outputs,
    copyWatcher: watcher.outputs,
    copyRestorer: restorer.outputs,
  };
}

/**
 * What must survive a mistake or an attack in production: copies and logs that nobody can change, and the guard without
 * whose consent no backup can be weakened. It lives in a subscription of its own.
 */
export function guardLayer(plan: Plan, args: GuardArgs): Guard {
  const [home] = plan.hubs;
  if (home === undefined) throw new Error("The plan has no hub, so there is no site at which the jobs could run.");
  const { guard } = plan.target.subscriptions;
  // What is uploaded here is encrypted to keys that no scanner has.
  new DefenderPlans("defender", { subscriptions: { guard }, uploadsIn: [] });
  const second = { subscriptions: { guard }, regions: plan.regionGuards, stateGroup: stateGroup(plan) };
  new SecondGuard("second-guard", second);
  addBudget(plan, "guard");
  watchGuard(plan, groupAt(plan, args, home.site, "mon"));
  // A guard has to be in the region of its vault (Microsoft Learn, backup/multi-user-authorization, 2024).
  const guardAt = (site: string) =>
    new ResourceGuard(`resource-guard-${site}`, groupAt(plan, args, site, "grd")).resourceId;
  const resourceGuards = Object.fromEntries(plan.backup.vaults.map(({ site }) => [site, guardAt(site)]));
  const logArchives = addLogArchives(plan, args);
  const [firstArchive] = Object.values(logArchives);
  if (firstArchive !== undefined) {
    new DiagnosticSetting("guard-activity", {
      resourceId: `/subscriptions/${guard}`,
      resourceType: "Microsoft.Resources/subscriptions",
      archiveAccountId: firstArchive.id,
    });
  }
  const sites = new Set(plan.backup.copies.flatMap((copy) => copy.places));
  const places = Object.fromEntries([...sites].map((site) => [site, groupAt(plan, args, site, "cpy")]));
  const stores = new Map(plan.backup.copies.map((copy) => [copy, addCopy(args, copy, places, logArchives)] as const));
  return {
    resourceGuards,
    copyAccounts: Object.fromEntries([...stores.values()].flat()),
    logArchives: Object.fromEntries(
      Object.entries(logArchives).map(([site, { id, name }]) => [site, { id, name }] as const),
    ),
    ...addJobIdentities(plan, args, home.site, stores, logArchives),
  };
}
