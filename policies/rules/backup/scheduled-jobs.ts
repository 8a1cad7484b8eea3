import type { Tenant } from "../../../agreement/tenants";
import { parseStackName } from "../../../azure/names/stack-name";
import {
  compliant,
  notApplicable,
  undetermined,
  violation,
  type Judgement,
  type Measure,
  type Outcome,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { longestGap } from "./longest-gap";

const CONTAINERS = "spec.jobTemplate.spec.template.spec.containers";

/** A program that a cluster runs on a schedule. */
export interface ScheduledProgram {
  readonly resource: RegisteredResource;
  /** Name of its container. */
  readonly program: string;
  /** Its environment, as far as it is known. */
  readonly variables: ReadonlyMap<string, unknown>;
}

type Variables = Readonly<Record<string, string>>;

/** What has to run for a tenant: the program with some of its variables, and how far apart its runs may be. */
export interface NeededJob {
  /** For people: `export of copy "nightly"`. */
  readonly what: string;
  readonly program: string;
  /** Those of every tenant, or how a tenant's own follow from it. */
  readonly variables: Variables | ((tenant: Tenant) => Variables);
  readonly everyMinutes: number;
  /** How a tenant's is told from others'. @default its variable TENANT is the tenant's code */
  readonly isOf?: (variables: ReadonlyMap<string, unknown>, tenant: Tenant) => boolean;
}

/** The program that a cluster runs, on a schedule unless `path` leads elsewhere; nothing where it is not known. */
export function programOf(resource: RegisteredResource, path = CONTAINERS): ScheduledProgram | undefined {
  const [container] = listOf(resource, path);
  if (container === undefined) return undefined;
  const env = Array.isArray(container["env"]) ? (container["env"] as readonly Readonly<Record<string, unknown>>[]) : [];
  return {
    resource,
    program: String(container["name"]),
    variables: new Map(env.map(({ name, value }) => [String(name), value])),
  };
}

/** Every program that the clusters run on a schedule, as far as it is known. */
export function programsOf(resources: ResourceSet): readonly ScheduledProgram[] {
  return resources.ofType("kubernetes:batch/v1:CronJob").flatMap((one) => programOf(one) ?? []);
}

/** The tenants of the cells whose workload layers are among the resources. */
export function tenantsWithWorkload(resources: ResourceSet, { tenants }: Measure): readonly Tenant[] {
  const stacks = [...new Set(resources.resources.map(({ stack }) => stack))].map((stack) => parseStackName(stack));
  const cells = stacks.flatMap((one) => (one.layer === "workload" ? [one.cell] : []));
  return tenants.tenants.filter(({ cell }) => cells.includes(Number(cell)));
}

/** Whether a program runs often enough and is not suspended. @param what for people: `heartbeat of monitoring` */
export function judgeSchedule(
  { resource }: Pick<ScheduledProgram, "resource">,
  what: string,
  everyMinutes: number,
): Outcome {
  const suspend = read(resource, "spec.suspend");
  const schedule = read(resource, "spec.schedule");
  if (suspend.kind === "unknown" || schedule.kind === "unknown") {
    return undetermined(`when the ${what} runs is not known before the update`, resource);
  }
  // kubernetes.io, reference/kubernetes-api/workload-resources/cron-job-v1: false where it is absent.
  if (suspend.kind === "given" && suspend.value !== false) return violation(`the ${what} is suspended`, resource);
  const text = schedule.kind === "given" ? String(schedule.value) : "";
  const gap = longestGap(text);
  if (gap === undefined) return violation(`the ${what} has the schedule "${text}", which cannot be read`, resource);
  return gap <= everyMinutes
    ? compliant(`the ${what} runs every ${gap} minutes`, resource)
    : violation(`the ${what} runs every ${gap} minutes; it has to run every ${everyMinutes}`, resource);
}

function byCode(variables: ReadonlyMap<string, unknown>, { code }: Tenant): boolean {
  return variables.get("TENANT") === code;
}

/** Whether each tenant has every program that it needs, on a schedule that is close enough and not suspended. */
export function judgeScheduledJobs(resources: ResourceSet, measure: Measure, needed: readonly NeededJob[]): Judgement {
  const tenants = tenantsWithWorkload(resources, measure);
  if (tenants.length === 0) return notApplicable("no workload layer of a cell with tenants is among the resources");
  const cronJobs = resources.ofType("kubernetes:batch/v1:CronJob");
  const programs = programsOf(resources);
  const open = cronJobs.some((one) => read(one, CONTAINERS).kind === "unknown");
  return tenants.flatMap((tenant) =>
    needed.flatMap(({ what, program, variables, everyMinutes, isOf = byCode }): readonly Outcome[] => {
      const about = `${what} of tenant ${tenant.code}`;
      const own = typeof variables === "function" ? variables(tenant) : variables;
      const wanted = Object.entries(own);
      const found = programs.filter(
        (one) =>
          one.program === program &&
          isOf(one.variables, tenant) &&
          wanted.every(([name, value]) => one.variables.get(name) === value),
      );
      if (found.length > 0) return found.map((one) => judgeSchedule(one, about, everyMinutes));
      return [
        open
          ? undetermined(`whether anything is the ${about} is not known before the update`)
          : violation(`nothing on a schedule is the ${about}`),
      ];
    }),
  );
}
