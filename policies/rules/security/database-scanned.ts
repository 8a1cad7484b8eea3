import { durationMinutes } from "../../../agreement/duration";
import { parseName } from "../../../azure/names/resource-name";
import { relationRule } from "../../framework/language";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "../backup/cron-job-example";
import { judgeScheduledJobs } from "../backup/scheduled-jobs";

const codes = ["fjel", "nord", "brei"] as const;
const scan = (tenant: string, spec: Readonly<Record<string, unknown>> = { schedule: "0 4 * * *" }) =>
  cronJob("scan", `scan-${tenant}`, { DATABASE_ID: `/servers/sql/databases/sqldb-sol-${tenant}-01` }, spec);
const stack = "superoffice-local-workload-01";

export const rule = relationRule({
  id: "database-scanned",
  title: "Every tenant's database is looked through for weaknesses as often as agreed",
  why: "A right that is too wide, or a weak setting, would stay until somebody uses it.",
  severity: "high",
  concern: "security",
  clauses: ["scanning.vulnerabilities"],
  remediation: "Schedule the scan of the tenant's database at the agreed interval.",
  spans: "stack",
  judge: (resources, measure) =>
    judgeScheduledJobs(resources, measure, [
      {
        what: "scan of the database",
        program: "scan",
        variables: {},
        everyMinutes: durationMinutes(measure.agreement.scanning.vulnerabilities.every),
        isOf: (variables, { code }) => {
          const id = variables.get("DATABASE_ID");
          return (
            !isUnknown(id) &&
            parseName("sql:Database", String(id).slice(String(id).lastIndexOf("/") + 1))?.tenant === code
          );
        },
      },
    ]),
  cases: {
    pass: {
      stack,
      given: codes.map((code) => scan(code)),
      says: [
        "the scan of the database of tenant fjel runs every 1440 minutes",
        "the scan of the database of tenant nord runs every 1440 minutes",
        "the scan of the database of tenant brei runs every 1440 minutes",
      ],
    },
    fail: {
      stack,
      given: [scan("fjel"), scan("nord"), scan("brei", { schedule: "0 4 * * 0" })],
      says: [
        "the scan of the database of tenant fjel runs every 1440 minutes",
        "the scan of the database of tenant nord runs every 1440 minutes",
        "the scan of the database of tenant brei runs every 10080 minutes; it has to run every 1440",
      ],
    },
    absent: {
      stack,
      given: [scan("fjel")],
      says: [
        "the scan of the database of tenant fjel runs every 1440 minutes",
        "nothing on a schedule is the scan of the database of tenant nord",
        "nothing on a schedule is the scan of the database of tenant brei",
      ],
    },
    unknown: {
      stack,
      given: codes.map((code) => scan(code, { schedule: UNKNOWN })),
      says: [
        "when the scan of the database of tenant fjel runs is not known before the update",
        "when the scan of the database of tenant nord runs is not known before the update",
        "when the scan of the database of tenant brei runs is not known before the update",
      ],
    },
    notApplicable: {
      given: [scan("fjel")],
      says: ["no workload layer of a cell with tenants is among the resources"],
    },
  },
  sabotage: [
    { what: "removes the scan of a tenant's database", ...isProgram("scan"), remove: true },
    { what: "scans a tenant's database once a month", ...isProgram("scan"), set: { "spec.schedule": "0 4 1 * *" } },
  ],
});
