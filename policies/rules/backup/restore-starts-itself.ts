import { durationMinutes } from "../../../agreement/duration";
import {
  compliant,
  needsUnion,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "./cron-job-example";
import { longestGap } from "./longest-gap";
import { programsOf, tenantsWithWorkload } from "./scheduled-jobs";

/** Record by which a program says that data is lost. Source: jobs/README.md. */
const EVENT = "data.lost";
/** Logs can be searched some minutes after they were written. Source: Microsoft Learn, azure-monitor/logs/data-ingestion-time (2025): 20 s to 3 min; the rest is ours. */
const INGESTION_MINUTES = 5;

/** What the alert lacks that a restore waits for; nothing where it tells of the tenant's lost data. */
function lackOf(rule: RegisteredResource, tenant: string): string | undefined {
  if (rule.inputs["enabled"] === false) return "is switched off";
  const query = textOf(rule, "criteria.allOf.0.query") ?? "";
  return query.includes(`"${EVENT}"`) && query.includes(`"${tenant}"`)
    ? undefined
    : `does not look for lost data of ${tenant}`;
}

/** Minutes from a record to the start of a restore, at most. */
function minutesToStart(rule: RegisteredResource, gap: number): number {
  const frequency = textOf(rule, "evaluationFrequency");
  return INGESTION_MINUTES + (frequency === undefined ? 0 : durationMinutes(frequency)) + gap;
}

/** The id of the alert for which a program waits; nothing where it cannot be read. */
function watchedRule(watch: unknown): string | undefined {
  try {
    return (JSON.parse(String(watch)) as { readonly rule?: string }).rule;
  } catch {
    return undefined;
  }
}

function judgeTenant(
  resources: ResourceSet,
  programs: ReturnType<typeof programsOf>,
  tenant: string,
  within: number,
): Outcome {
  const about = `a restore of tenant ${tenant}`;
  const watching = programs.find(
    ({ program, variables }) => program === "restore" && variables.get("TENANT") === tenant && variables.has("WATCH"),
  );
  if (watching === undefined) {
    const open = resources
      .ofType("kubernetes:batch/v1:CronJob")
      .some((one) => read(one, "spec.jobTemplate").kind === "unknown");
    return open
      ? undetermined(`what starts ${about} is not known before the update`)
      : violation(`nothing starts ${about} by itself`);
  }
  const { resource, variables } = watching;
  if (valueOf(resource, "spec.suspend") === true) return violation(`what starts ${about} is suspended`, resource);
  const watch = variables.get("WATCH");
  if (isUnknown(watch)) return undetermined(`which alert starts ${about} is not known before the update`, resource);
  const id = watchedRule(watch);
  const alert = id === undefined ? undefined : resources.withId(id);
  if (alert === undefined) {
    return resources.isUnion
      ? violation(`the alert that starts ${about} is not among the resources`, resource)
      : needsUnion(`which alert starts ${about}`, resource);
  }
  const lack = lackOf(alert, tenant);
  if (lack !== undefined) return violation(`the alert that starts ${about} ${lack}`, resource);
  const gap = longestGap(textOf(resource, "spec.schedule") ?? "");
  const minutes = gap === undefined ? Number.POSITIVE_INFINITY : minutesToStart(alert, gap);
  return minutes <= within
    ? compliant(`${about} starts within ${minutes} minutes of the record`, resource)
    : violation(
        `${about} starts ${Number.isFinite(minutes) ? `up to ${minutes} minutes after the record` : "never"}; ${within} were promised`,
        resource,
      );
}

const ruleId = (tenant: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/scheduledQueryRules/lost-${tenant}`;
const alert = (
  tenant: string,
  query: unknown = `where record.event in ("${EVENT}") and record.tenant in ("${tenant}")`,
) =>
  ({
    type: "monitor:ScheduledQueryRule",
    name: `lost-${tenant}`,
    id: ruleId(tenant),
    inputs: { criteria: { allOf: [{ query }] }, evaluationFrequency: "PT5M" },
  }) as const;
const watch = (
  tenant: string,
  spec: Readonly<Record<string, unknown>> = { schedule: "*/5 * * * *" },
  WATCH: unknown = JSON.stringify({ rule: ruleId(tenant) }),
) => cronJob("restore", `restore-watch-${tenant}`, { TENANT: tenant, WATCH }, spec);
const platform = "draftit";
const stack = "draftit-local-workload-01";
const kept = (tenant: string) => `a restore of tenant ${tenant} starts within 15 minutes of the record`;
const watches = isProgram("restore", "WATCH");

export const rule = relationRule({
  id: "restore-starts-itself",
  title: "A restore begins by itself, within the promised time, where data is lost",
  why: "The promise holds at night too, when nobody reads an alert and decides.",
  severity: "critical",
  concern: "continuity",
  clauses: ["recovery.restoreStart"],
  remediation:
    "Schedule the tenant's restore with WATCH, closer together than promised, and name in it an enabled alert on the tenant's data.lost.",
  spans: "platform",
  judge: (resources, measure) => {
    const clause = measure.agreement.recovery.restoreStart;
    if (clause?.automatic !== true) return notApplicable("no restore has to begin by itself");
    const tenants = tenantsWithWorkload(resources, measure);
    if (tenants.length === 0) return notApplicable("no workload layer of a cell with tenants is among the resources");
    const programs = programsOf(resources);
    const within = durationMinutes(clause.within);
    return tenants.map(({ code }) => judgeTenant(resources, programs, code, within));
  },
  cases: {
    pass: {
      platform,
      stack,
      given: [watch("bjor"), alert("bjor"), watch("sjoh"), alert("sjoh")],
      says: [kept("bjor"), kept("sjoh")],
    },
    fail: {
      platform,
      stack,
      given: [watch("bjor", { schedule: "0 * * * *" }), alert("bjor"), watch("sjoh"), alert("sjoh", "print x = 1")],
      says: [
        "a restore of tenant bjor starts up to 70 minutes after the record; 60 were promised",
        "the alert that starts a restore of tenant sjoh does not look for lost data of sjoh",
      ],
    },
    absent: {
      platform,
      stack,
      given: [watch("bjor"), watch("sjoh"), alert("sjoh")],
      says: ["the alert that starts a restore of tenant bjor is not among the resources", kept("sjoh")],
    },
    unknown: {
      platform,
      stack,
      given: [watch("bjor", { schedule: "*/5 * * * *" }, UNKNOWN), watch("sjoh"), alert("sjoh")],
      says: ["which alert starts a restore of tenant bjor is not known before the update", kept("sjoh")],
    },
    notApplicable: {
      platform,
      given: [watch("bjor")],
      says: ["no workload layer of a cell with tenants is among the resources"],
    },
  },
  sabotage: [
    { what: "removes what starts a tenant's restore", ...watches, remove: true },
    { what: "looks for lost data only every two hours", ...watches, set: { "spec.schedule": "0 */2 * * *" } },
    {
      what: "removes the alert on lost data",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("data-lost"),
      remove: true,
    },
    {
      what: "lets the alert on lost data find nothing",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("data-lost"),
      set: { "criteria.allOf.0.query": "print x = 1 | where false" },
    },
  ],
});
