import type { Tenant } from "../../../agreement/tenants";
import { parseStackName } from "../../../azure/names/stack-name";
import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Measure,
  type Outcome,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { ResourceSet } from "../../resources/resource-set";
import { isOfCell } from "../data/cells";
import { UNKNOWN } from "../../resources/unknown";

/** Something that a program of the platform writes to the logs, and that somebody has to be told of. */
interface Event {
  /** Name in the record. Source: jobs/README.md, the contract of the programs. */
  readonly event: string;
  readonly what: string;
  /** Layer of the stack whose alerts look for it. */
  readonly layer: "cell" | "platform";
  /** What else a query has to have, where not the event but its absence is told. */
  readonly absent?: true;
}

const EVENTS: readonly Event[] = [
  { event: "uptime.down", what: "a tenant that does not answer", layer: "cell" },
  { event: "uptime.", what: "a tenant whose probe is silent", layer: "cell", absent: true },
  { event: "backup.missing", what: "a missing backup", layer: "cell" },
  { event: "backup.", what: "backups that nobody looks at", layer: "cell", absent: true },
  { event: "copy.failed", what: "a copy that failed", layer: "cell" },
  { event: "verification.damaged", what: "a damaged backup", layer: "cell" },
  { event: "restore.started", what: "a restore", layer: "cell" },
  { event: "scan.finding", what: "a weakness that was found", layer: "cell" },
  { event: "heartbeat.blind", what: "monitoring that sees nothing", layer: "platform" },
];

/** Whether a query looks for an event; where its absence is told, for every tenant. */
function asks(query: string, { event, absent }: Event, tenants: readonly Tenant[]): boolean {
  const named = query.includes(`"${event}`);
  if (absent !== true) return named && !query.includes("leftanti");
  return named && query.includes("leftanti") && tenants.every(({ code }) => query.includes(`"${code}"`));
}

function judgeStack(resources: ResourceSet, stack: string, { tenants }: Measure): readonly Outcome[] {
  const { layer } = parseStackName(stack);
  const served = tenants.tenants.filter((tenant) => isOfCell(tenant, stack));
  const queries = resources
    .ofType("monitor:ScheduledQueryRule")
    .filter((one) => one.stack === stack && one.inputs["enabled"] !== false);
  const open = queries.some((one) => read(one, "criteria.allOf.0.query").kind === "unknown");
  return EVENTS.filter((event) => event.layer === layer && (layer !== "cell" || served.length > 0)).map((event) => {
    const found = queries.find((one) => asks(textOf(one, "criteria.allOf.0.query") ?? "", event, served));
    if (found !== undefined) return compliant(`somebody is told of ${event.what}`, found);
    return open
      ? undetermined(`whether somebody is told of ${event.what} is not known before the update`)
      : violation(`nobody is told of ${event.what} in ${stack}`);
  });
}

const alertOn = (query: unknown, name = "rule", more: Readonly<Record<string, unknown>> = {}) =>
  ({ type: "monitor:ScheduledQueryRule", name, inputs: { criteria: { allOf: [{ query }] }, ...more } }) as const;
const queryOf = ({ event, absent }: Event): string =>
  absent === true
    ? `datatable(tenant: string) ["fjel", "nord", "brei"] | join kind=leftanti (logs | where record.event == "${event}up")`
    : `logs | where record.event in ("${event}")`;
const ofCell = EVENTS.filter(({ layer }) => layer === "cell");
const alerts = ofCell.map((one) => alertOn(queryOf(one), `${one.event}${String(one.absent)}`));
const told = (what: string) => `somebody is told of ${what}`;
const untold = (what: string) => `nobody is told of ${what} in superoffice-local-cell-01`;

export const rule = relationRule({
  id: "events-watched",
  title: "Whatever the platform's own programs find out raises an alert",
  why: "The finding would stand in a log that nobody reads.",
  severity: "high",
  concern: "operations",
  clauses: [
    "monitoring",
    "monitoring.uptime",
    "monitoring.backups",
    "monitoring.itself",
    "backup.verification",
    "backup.restoresRecorded",
  ],
  remediation: "Add a scheduled query that is enabled and looks for the record by its event.",
  spans: "stack",
  judge: (resources, measure) => {
    const stacks = [...new Set(resources.resources.map(({ stack }) => stack))];
    const outcomes = stacks.flatMap((stack) => judgeStack(resources, stack, measure));
    return outcomes.length === 0 ? notApplicable("there is no layer whose programs write to the logs") : outcomes;
  },
  cases: {
    pass: { given: alerts, says: ofCell.map(({ what }) => told(what)) },
    fail: {
      given: [alertOn("print x = 1 | where false", "gutted"), ...alerts.slice(1)],
      says: ofCell.map(({ what }, index) => (index === 0 ? untold(what) : told(what))),
    },
    absent: { given: [alertOn(undefined)], says: ofCell.map(({ what }) => untold(what)) },
    unknown: {
      given: [alertOn(UNKNOWN)],
      says: ofCell.map(({ what }) => `whether somebody is told of ${what} is not known before the update`),
    },
    notApplicable: {
      given: alerts,
      stack: "superoffice-local-guard",
      says: ["there is no layer whose programs write to the logs"],
    },
  },
  sabotage: [
    {
      what: "forgets a tenant where silence is told",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("backups-unseen"),
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replace(/\[\\"[a-z0-9]{4}\\",? ?/, "[")) as typeof inputs,
    },
    {
      what: "removes the alert on a tenant that is down",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("tenant-down"),
      remove: true,
    },
    {
      what: "removes the alert on monitoring that sees nothing",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("monitoring-blind"),
      remove: true,
    },
    {
      what: "removes the alert on silent probes",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("probe-silent"),
      remove: true,
    },
    {
      what: "lets the query on damaged backups find nothing",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("backup-damaged"),
      set: { "criteria.allOf.0.query": "print x = 1 | where false" },
      also: ["query-rule-answers"],
    },
  ],
});
