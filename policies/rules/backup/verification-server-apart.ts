import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob } from "./cron-job-example";
import { programsOf } from "./scheduled-jobs";

const group = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers";
const server = (name: string) => ({ type: "sql:Server", name, id: `${group}/${name}`, inputs: {} }) as const;
const database = {
  type: "sql:Database",
  name: "database",
  id: `${group}/live/databases/sqldb-sol-fjel-01`,
  inputs: { databaseName: "sqldb-sol-fjel-01" },
} as const;
const job = (CHECK_SERVER_ID: unknown) =>
  cronJob("verification", "verification", { TENANT: "fjel", CHECK_SERVER_ID }, { schedule: "0 3 * * *" });

const isCheck = (inputs: unknown, contents = "") => {
  const text = JSON.stringify(inputs);
  return text.includes('"CHECK_SERVER_ID"') && text.includes(contents);
};
const checkedOn = (text: string, id: string): unknown =>
  JSON.parse(text.replace(/("name":"CHECK_SERVER_ID","value":")[^"]*/, `$1${id}`));

export const rule = relationRule({
  id: "verification-server-apart",
  title: "Copies are restored to be checked on a server that no customer works on",
  why: "A check of a damaged or foreign copy would run, and take room and time, beside databases that serve.",
  severity: "high",
  concern: "security",
  clauses: ["backup.verification"],
  remediation: "Set CHECK_SERVER_ID to the check server of the site, on which no database is deployed.",
  spans: "platform",
  judge: (resources) => {
    const checks = programsOf(resources).filter(({ variables }) => variables.has("CHECK_SERVER_ID"));
    const parents = resources.ofType("sql:Database").map((one) => resources.parentReference(one));
    const serving = new Set(parents.flatMap((one) => (one.kind === "resource" ? [one.resource.urn] : [])));
    const isOpen = parents.some(({ kind }) => kind === "unknown");
    return forEach(checks, "programs that check copies on a server", ({ resource, variables }) => {
      const id = variables.get("CHECK_SERVER_ID");
      if (isUnknown(id))
        return undetermined("where it restores what it checks is not known before the update", resource);
      const target = resources.withId(String(id));
      if (target?.type !== "sql:Server") {
        return resources.isUnion
          ? violation(`it checks copies on ${JSON.stringify(id)}, which is no server of this platform`, resource)
          : needsUnion("where it restores what it checks", resource);
      }
      if (serving.has(target.urn))
        return violation(`it checks copies on ${target.name}, on which databases of tenants serve`, resource);
      return isOpen
        ? undetermined("which servers serve tenants is not known before the update", resource)
        : compliant("it checks copies on a server that serves nobody", resource);
    });
  },
  cases: {
    pass: {
      given: [job(`${group}/checks`), server("checks"), server("live"), database],
      says: ["it checks copies on a server that serves nobody"],
    },
    fail: {
      given: [job(`${group}/live`), server("live"), database],
      says: ["it checks copies on live, on which databases of tenants serve"],
    },
    absent: {
      given: [job(`${group}/checks`), server("live"), database],
      says: [`it checks copies on "${group}/checks", which is no server of this platform`],
    },
    unknown: {
      given: [job(UNKNOWN), server("checks")],
      says: ["where it restores what it checks is not known before the update"],
    },
    notApplicable: { given: [server("checks")], says: ["there are no programs that check copies on a server"] },
  },
  sabotage: [
    {
      what: "checks copies on the server that serves",
      type: "kubernetes:batch/v1:CronJob",
      where: ({ inputs }) => isCheck(inputs, '"DATABASE_ID"'),
      edit: (inputs) => {
        const text = JSON.stringify(inputs);
        const live = /"name":"DATABASE_ID","value":"([^"]*)\/databases\//.exec(text)?.[1] ?? "";
        return checkedOn(text, live) as typeof inputs;
      },
    },
    {
      what: "checks copies on a server of somebody else",
      type: "kubernetes:batch/v1:CronJob",
      where: ({ inputs }) => isCheck(inputs),
      edit: (inputs) => checkedOn(JSON.stringify(inputs), `${group}/other`) as typeof inputs,
    },
  ],
});
