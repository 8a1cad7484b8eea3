import { failoverSite } from "../../infra/plan/plan-databases";
import { activeSiteOf } from "../../infra/plan/select-sites";
import type { SitePlan } from "../../infra/plan/site-plan";
import type { StepContext, Subject } from "../scenario";
import { estateIn } from "./users";

/** The sites of a failover: where the platform runs, and where it can go on. */
export function sitesOf({ agreement, plan }: Subject): {
  readonly first: SitePlan;
  readonly second: SitePlan | undefined;
} {
  const first = activeSiteOf(plan.sites);
  return { first, second: failoverSite(agreement, plan.sites, first) };
}

/** @throws Error where the platform has none */
export function secondSite(subject: Subject): SitePlan {
  const { second } = sitesOf(subject);
  if (second === undefined) throw new Error("the platform has no second site");
  return second;
}

/** Every group of the platform whose primary is to stand at a site. */
async function groupsAt(context: StepContext, site: string): Promise<readonly string[]> {
  const estate = await estateIn(context);
  const ids = context.subject.plan.cells.flatMap((cell) =>
    cell.tenants.flatMap((tenant) => {
      const database = estate.database(site, tenant.code, tenant.generation);
      return estate.failoverGroup(site, database) ?? [];
    }),
  );
  return [...new Set(ids)];
}

async function roleOf({ cloud }: StepContext, groupId: string): Promise<string | undefined> {
  const [found] = (await cloud.resources(groupId)).filter(({ id }) => id.toLowerCase() === groupId.toLowerCase());
  return (found?.body as { readonly properties?: { readonly replicationRole?: string } } | undefined)?.properties
    ?.replicationRole;
}

/** Makes a site the primary of every group that it is not the primary of yet; says which took how long. */
export async function failOverTo(
  context: StepContext,
  site: string,
  allowDataLoss: boolean,
): Promise<readonly string[]> {
  const groups = await groupsAt(context, site);
  const done: string[] = [];
  for (const group of groups) {
    if ((await roleOf(context, group)) === "Primary") continue;
    const { from, to } = await context.cloud.failOver(group, allowDataLoss);
    done.push(`${group.split("/").at(-1) ?? group}: ${(to - from) / 1000} s`);
  }
  return done;
}
