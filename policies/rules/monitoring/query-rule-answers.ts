import {
  compliant,
  forEach,
  judgeReference,
  relationRule,
  undetermined,
  typedReference,
  violation,
  type Outcome,
} from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { emptyStage } from "./empty-stage";

const QUERY = "criteria.allOf.0.query";

/** What is wrong with how a rule asks, whatever the logs say. */
function judgeQuery(rule: RegisteredResource): readonly Outcome[] {
  const stage = emptyStage(textOf(rule, QUERY) ?? "");
  const conditions = listOf(rule, "criteria.allOf");
  const excluded = conditions.flatMap(({ dimensions }) =>
    ((dimensions ?? []) as readonly Readonly<Record<string, unknown>>[]).filter(
      ({ operator, values }) => operator === "Exclude" || !(values as readonly unknown[] | undefined)?.includes("*"),
    ),
  );
  const asksForFaults = /\brecord\./.test(textOf(rule, QUERY) ?? "");
  const operator = textOf(rule, "criteria.allOf.0.operator") ?? "";
  return [
    ...(stage === undefined ? [] : [violation(`"${stage}" lets nothing through, so the alert never fires`, rule)]),
    ...excluded.map(({ name }) => violation(`it leaves some of "${String(name)}" out; each has to be told of`, rule)),
    ...(operator.startsWith("Greater") || !asksForFaults || operator === ""
      ? []
      : [violation(`it fires at ${operator} of records that are faults; it has to fire when there are some`, rule)]),
  ];
}

/** Whether a rule asks a workspace of the platform, where its records are. */
function judgeScope(rule: RegisteredResource, resources: ResourceSet): Outcome {
  const scope = typedReference(resources, rule, "scopes.0", "operationalinsights:Workspace");
  const texts = {
    absent: "it asks nobody: scopes is absent",
    unknown: "which workspace it asks is not known before the update",
    elsewhere: (id: string) => `it asks ${id}, which is not part of the platform`,
    awaits: "whether it asks a workspace of the platform",
  };
  return judgeReference(scope, rule, resources, texts, () =>
    compliant("it asks a workspace of the platform, and can find something there", rule),
  );
}

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log";
const workspace = { type: "operationalinsights:Workspace", name: "log", id, inputs: {} } as const;
const asks = (query: unknown, scopes: unknown = [id]) =>
  ({
    type: "monitor:ScheduledQueryRule",
    name: "rule",
    inputs: { scopes, criteria: { allOf: [{ query, operator: "GreaterThanOrEqual" }] } },
  }) as const;

export const rule = relationRule({
  id: "query-rule-answers",
  title: "Alerts on logs ask where the records are, and can find some",
  why: "An alert that cannot fire looks in every list like one that watches.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring"],
  remediation: "Set scopes to the platform's workspace, and take out what lets no record through.",
  spans: "platform",
  judge: (resources) =>
    forEach(resources.ofType("monitor:ScheduledQueryRule"), "alerts on logs", (rule) => {
      if (read(rule, QUERY).kind === "unknown") return undetermined("the query is not known before the update", rule);
      const asked = judgeQuery(rule);
      return asked.length > 0 ? asked : judgeScope(rule, resources);
    }),
  cases: {
    pass: {
      given: [workspace, asks("logs | where kind == 1")],
      says: ["it asks a workspace of the platform, and can find something there"],
    },
    fail: {
      given: [workspace, asks("logs | where kind == 1 | take 0")],
      says: ['"take 0" lets nothing through, so the alert never fires'],
    },
    absent: { given: [workspace, asks("logs", null)], says: ["it asks nobody: scopes is absent"] },
    unknown: { given: [workspace, asks(UNKNOWN)], says: ["the query is not known before the update"] },
    notApplicable: { given: [workspace], says: ["there are no alerts on logs"] },
  },
  sabotage: [
    {
      what: "asks a workspace that is nobody's",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("tenant-down"),
      edit: (inputs) => ({ ...inputs, scopes: (inputs["scopes"] as readonly string[]).map((id) => `${id}-other`) }),
    },
    {
      what: "asks for records and takes none",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("backup-missing"),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/("query":"(?:[^"\\]|\\.)*)"/, '$1 | take 0"')) as typeof inputs,
    },
    {
      what: "asks for what is never so",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("copy-failed"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/("query":"(?:[^"\\]|\\.)*)"/, '$1 | where 1 == 2"'),
        ) as typeof inputs,
    },
    {
      what: "fires when nothing fails",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("copy-failed"),
      set: { "criteria.allOf.0.operator": "LessThan" },
    },
    {
      what: "leaves tenants out",
      type: "monitor:ScheduledQueryRule",
      where: ({ name }) => name.startsWith("tenant-down"),
      set: { "criteria.allOf.0.dimensions.0.operator": "Exclude" },
    },
  ],
});
