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

/** Seconds that Kubernetes gives a pod to end, where it is told no others. Source: kubernetes.io, workloads/pods/pod-lifecycle (v1.36). */
const DEFAULT_GRACE_SECONDS = 30;
const GRACE = "terminationGracePeriodSeconds";

/** What the alert lacks that a restore waits for; nothing where it tells of the tenant's lost data. */
function lackOf(rule: RegisteredResource, tenant: string): string | undefined {
  if (rule.inputs["enabled"] === false) return "is switched off";
  const query = textOf(rule, "criteria.allOf.0.query") ?? "";
  if (!query.includes(`"${EVENT}"`) || !query.includes(`"${tenant}"`))
    return `does not look for lost data of ${tenant}`;
  if (textOf(rule, "evaluationFrequency") === undefined) return "does not say how often it looks";
  const window = textOf(rule, "windowSize");
  // Records are searched for by the time at which they were written, so what arrives after the last look at it is missed.
  return window === undefined || durationMinutes(window) >= INGESTION_MINUTES + minutesBetweenLooks(rule)
    ? undefined
    : `looks back ${durationMinutes(window)} minutes, and misses records that arrive ${INGESTION_MINUTES} minutes late`;
}

function minutesBetweenLooks(rule: RegisteredResource): number {
  const frequency = textOf(rule, "evaluationFrequency");
  return frequency === undefined ? Number.POSITIVE_INFINITY : durationMinutes(frequency);
}

/**
 * Minutes for which a run that has begun keeps the next from starting: until its deadline, and while its pod ends. Nothing
 * where that is not known.
 */
function minutesInTheWay(watching: RegisteredResource): number | undefined {
  const job = "spec.jobTemplate.spec";
  const paths = ["spec.concurrencyPolicy", `${job}.activeDeadlineSeconds`, `${job}.template.spec.${GRACE}`] as const;
  if (paths.some((path) => read(watching, path).kind === "unknown")) return undefined;
  const [policy, deadline, grace] = paths.map((path) => valueOf(watching, path));
  if (policy !== "Forbid") return 0;
  if (typeof deadline !== "number") return Number.POSITIVE_INFINITY;
  return Math.ceil((deadline + (typeof grace === "number" ? grace : DEFAULT_GRACE_SECONDS)) / 60);
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
  if (["evaluationFrequency", "windowSize"].some((path) => read(alert, path).kind === "unknown")) {
    return undetermined(`how often the alert that starts ${about} looks is not known before the update`, resource);
  }
  const lack = lackOf(alert, tenant);
  if (lack !== undefined) return violation(`the alert that starts ${about} ${lack}`, resource);
  const gap = longestGap(textOf(resource, "spec.schedule") ?? "");
  const inTheWay = minutesInTheWay(resource);
  if (inTheWay === undefined)
    return undetermined(`how long runs of ${about} last is not known before the update`, resource);
  if (!Number.isFinite(inTheWay)) {
    return violation(`a run of ${about} that hangs is never ended, and no other starts beside it`, resource);
  }
  const minutes = INGESTION_MINUTES + minutesBetweenLooks(alert) + inTheWay + (gap ?? Number.POSITIVE_INFINITY);
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
    inputs: { criteria: { allOf: [{ query }] }, evaluationFrequency: "PT5M", windowSize: "PT15M" },
  }) as const;
const watch = (tenant: string, schedule = "*/5 * * * *", WATCH: unknown = JSON.stringify({ rule: ruleId(tenant) })) =>
  cronJob(
    "restore",
    `restore-watch-${tenant}`,
    { TENANT: tenant, WATCH },
    { schedule, concurrencyPolicy: "Forbid" },
    { activeDeadlineSeconds: 300 },
  );
const platform = "draftit";
const stack = "draftit-local-workload-01";
const kept = (tenant: string) => `a restore of tenant ${tenant} starts within 21 minutes of the record`;
const watches = isProgram("restore", "WATCH");

export const rule = relationRule({
  id: "restore-starts-itself",
  title: "A restore begins by itself, within the promised time, where data is lost",
  why: "The promise holds at night too, when nobody reads an alert and decides.",
  severity: "critical",
  concern: "continuity",
  clauses: ["recovery.restoreStart"],
  remediation:
    "Schedule the tenant's restore with WATCH so that the next run starts in time even where one hangs until its deadline, and name in it an enabled alert on the tenant's data.lost that looks back far enough.",
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
      given: [watch("bjor", "0 * * * *"), alert("bjor"), watch("sjoh"), alert("sjoh", "print x = 1")],
      says: [
        "a restore of tenant bjor starts up to 76 minutes after the record; 60 were promised",
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
      given: [watch("bjor", "*/5 * * * *", UNKNOWN), watch("sjoh"), alert("sjoh")],
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
      what: "lets one run keep the next from starting for twelve hours",
      ...watches,
      set: { "spec.jobTemplate.spec.activeDeadlineSeconds": 43_200 },
    },
    {
      what: "lets a run that hangs go on for ever",
      ...watches,
      set: { "spec.jobTemplate.spec.activeDeadlineSeconds": undefined },
      also: ["scheduled-job-runs"],
    },
    {
      what: "lets the alert on lost data miss records that arrive late",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("data-lost"),
      set: { windowSize: "PT1M" },
    },
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
      also: ["query-rule-answers"],
    },
    {
      what: "does not say how often the alert on lost data looks",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("data-lost"),
      set: { evaluationFrequency: undefined },
    },
  ],
});
