import { parseName } from "../../../azure/names/resource-name";
import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { programOf, tenantsWithWorkload } from "../backup/scheduled-jobs";
import { read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";

const TYPE = "kubernetes:batch/v1:Job";
const CONTAINERS = "spec.template.spec.containers";
const codes = ["fjel", "nord", "brei"];
const stack = "superoffice-local-workload-01";
const job = (name: string, value: unknown = `sqldb-sol-${name}-01`) =>
  ({
    type: TYPE,
    name,
    inputs: {
      spec: { template: { spec: { containers: [{ name: "principals", env: [{ name: "SQL_DATABASE", value }] }] } } },
    },
  }) as const;
const made = (code: string) => `the users of the database of tenant ${code} are made`;

export const rule = relationRule({
  id: "database-users-made",
  title: "A job makes the users of every tenant's database",
  why: "The tenant's application, its copies and its checks would have no way into the database.",
  severity: "high",
  concern: "continuity",
  clauses: ["isolation.database"],
  remediation: "Add the tenant's principals job, with SQL_DATABASE naming the tenant's database.",
  spans: "stack",
  judge: (resources, measure) => {
    const tenants = tenantsWithWorkload(resources, measure);
    if (tenants.length === 0) return notApplicable("no workload layer of a cell with tenants is among the resources");
    const jobs = resources.ofType(TYPE);
    const databases = jobs.flatMap((one) => {
      const found = programOf(one, CONTAINERS);
      return found?.program === "principals" ? [found.variables.get("SQL_DATABASE")] : [];
    });
    const isOpen = databases.some(isUnknown) || jobs.some((one) => read(one, CONTAINERS).kind === "unknown");
    const owners = databases.map((name) => parseName("sql:Database", String(name))?.tenant);
    return tenants.map(({ code }) => {
      if (owners.includes(code)) return compliant(made(code));
      return isOpen
        ? undetermined(`whether ${made(code)} is not known before the update`)
        : violation(`no job makes the users of the database of tenant ${code}`);
    });
  },
  cases: {
    pass: { stack, given: codes.map((code) => job(code)), says: codes.map(made) },
    fail: {
      stack,
      given: [job("fjel"), job("nord"), job("brei", "sqldb-sol-nord-01")],
      says: [made("fjel"), made("nord"), "no job makes the users of the database of tenant brei"],
    },
    absent: {
      stack,
      given: [job("fjel"), job("nord")],
      says: [made("fjel"), made("nord"), "no job makes the users of the database of tenant brei"],
    },
    unknown: {
      stack,
      given: [job("fjel"), job("nord"), job("brei", UNKNOWN)],
      says: [made("fjel"), made("nord"), `whether ${made("brei")} is not known before the update`],
    },
    notApplicable: {
      given: [job("fjel")],
      says: ["no workload layer of a cell with tenants is among the resources"],
    },
  },
  sabotage: [{ what: "removes the job that makes a database's users", type: TYPE, remove: true }],
});
