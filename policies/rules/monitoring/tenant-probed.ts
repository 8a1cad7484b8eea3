import { durationMinutes } from "../../../agreement/duration";
import { isNotApplicable } from "../../framework/outcome";
import { notApplicable, relationRule, said, violation, type Measure, type Outcome } from "../../framework/language";
import type { ResourceSet } from "../../resources/resource-set";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram, tells } from "../backup/cron-job-example";
import { judgeScheduledJobs, programsOf } from "../backup/scheduled-jobs";
import { privateWaysIn } from "./private-ways-in";

/** Probes that ask somebody else than the gateway that answers for their tenant's host. */
function strayProbes(resources: ResourceSet, { tenants }: Measure): readonly Outcome[] {
  const ways = privateWaysIn(resources);
  return programsOf(resources).flatMap(({ resource, program, variables }) => {
    const tenant = tenants.tenants.find(({ code }) => code === variables.get("TENANT"));
    const wanted = ways.get(tenant?.hostName ?? "");
    const given = variables.get("CONNECT_TO");
    if (program !== "probe" || wanted === undefined || isUnknown(given) || wanted.has(String(given))) return [];
    return violation(
      `the uptime probe of tenant ${tenant?.code ?? ""} asks ${said(given, "the public way in")}; its host is answered at ${[...wanted].sort().join(" or ")}`,
      resource,
    );
  });
}

const hosts = {
  fjel: "fjellvik.crm.example.no",
  nord: "nordlys.crm.example.no",
  brei: "breidal.crm.example.no",
} as const;
const codes = Object.keys(hosts) as (keyof typeof hosts)[];
const probe = (tenant: keyof typeof hosts, spec: Readonly<Record<string, unknown>> = {}) =>
  cronJob("probe", `probe-${tenant}`, { TENANT: tenant, URL: `https://${hosts[tenant]}/` }, spec);
const about = (tenant: string) => `the uptime probe of tenant ${tenant}`;
const stack = "superoffice-local-workload-01";

export const rule = relationRule({
  id: "tenant-probed",
  title: "Every tenant's own URL is asked as often as uptime is measured",
  why: "An outage of one customer would show only when the customer calls, and its availability could not be proved.",
  severity: "high",
  concern: "continuity",
  clauses: ["monitoring.uptime"],
  remediation:
    "Schedule the probe of the tenant's URL at the agreed interval, do not suspend it, and let CONNECT_TO be the private address of the tenant's gateway.",
  spans: "stack",
  judge: (resources, measure) => {
    const { per, every } = measure.agreement.monitoring.uptime;
    if (per !== "tenant") return notApplicable("uptime is not measured for each tenant");
    const judgement = judgeScheduledJobs(resources, measure, [
      {
        what: "uptime probe",
        program: "probe",
        variables: ({ hostName }) => ({ URL: `https://${hostName}/` }),
        everyMinutes: durationMinutes(every),
      },
    ]);
    return isNotApplicable(judgement) ? judgement : [...judgement, ...strayProbes(resources, measure)];
  },
  cases: {
    pass: {
      stack,
      given: codes.map((tenant) => probe(tenant, { schedule: "* * * * *" })),
      says: codes.map((tenant) => `${about(tenant)} runs every 1 minutes`),
    },
    fail: {
      stack,
      given: [
        probe("fjel", { schedule: "* * * * *" }),
        probe("nord", { schedule: "*/5 * * * *" }),
        probe("brei", { schedule: "* * * * *", suspend: true }),
      ],
      says: [
        `${about("fjel")} runs every 1 minutes`,
        `${about("nord")} runs every 5 minutes; it has to run every 1`,
        `${about("brei")} is suspended`,
      ],
    },
    absent: {
      stack,
      given: [probe("fjel", { schedule: "* * * * *" })],
      says: [
        `${about("fjel")} runs every 1 minutes`,
        `nothing on a schedule is ${about("nord")}`,
        `nothing on a schedule is ${about("brei")}`,
      ],
    },
    unknown: {
      stack,
      given: codes.map((tenant) => probe(tenant, { schedule: UNKNOWN })),
      says: codes.map((tenant) => `when ${about(tenant)} runs is not known before the update`),
    },
    notApplicable: {
      given: [probe("fjel", { schedule: "* * * * *" })],
      says: ["no workload layer of a cell with tenants is among the resources"],
    },
  },
  sabotage: [
    {
      what: "asks another gateway for a tenant's host",
      ...isProgram("probe", '"CONNECT_TO"'),
      edit: tells("CONNECT_TO", "192.0.2.9:8443"),
    },
    { what: "removes a tenant's probe", ...isProgram("probe"), remove: true },
    {
      what: "asks a tenant's URL only every ten minutes",
      ...isProgram("probe"),
      set: { "spec.schedule": "*/10 * * * *" },
    },
    {
      what: "asks another host than the tenant's",
      ...isProgram("probe"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/"https:\/\/[^"]+\/"/, '"https://status.example.com/"'),
        ) as typeof inputs,
    },
  ],
});
