import type { Agreement } from "../../../agreement/agreement";
import { compliant, notApplicable, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram } from "../backup/cron-job-example";
import { programOf } from "../backup/scheduled-jobs";
import { podSpecOf } from "./pod-specs";

const TYPES = ["kubernetes:batch/v1:CronJob", "kubernetes:batch/v1:Job"] as const;
const ACCOUNT = "spec.jobTemplate.spec.template.spec.serviceAccountName";

/** Programs of the jobs with an account of their own. Source: jobs/README.md. */
const PROGRAMS = ["principals", "verification", "restore", "presence", "probe", "scan", "heartbeat"];

/** Programs that open copies, with private keys that a person puts into the namespace. */
const OPENING = ["verification", "restore"];

/** The account of a program; exports have one for each copy, because copies are written by identities of their own. */
function accountOf(program: string, copy: unknown, { backup }: Agreement): string | undefined {
  // Whether a copy is one that was agreed, the rule about schedules tells.
  if (program === "export")
    return backup.independentCopies.find(({ name }) => name === copy) && `export-${String(copy)}`;
  return PROGRAMS.includes(program) ? program : undefined;
}

const job = (program: string, account: unknown, variables: Readonly<Record<string, unknown>> = {}) => {
  const example = cronJob(program, "job", variables, {});
  const inputs = structuredClone(example.inputs) as {
    spec: { jobTemplate: { spec: { template: { spec: Record<string, unknown> } } } };
  };
  inputs.spec.jobTemplate.spec.template.spec["serviceAccountName"] = account;
  return [{ ...example, inputs }];
};

export const rule = propertyRule({
  id: "job-account-own",
  title: "Every job runs as the account of its own program, with no other program's rights or keys",
  why: "A probe that was broken into could write databases, or what makes copies could read them all.",
  severity: "high",
  concern: "security",
  clauses: [],
  remediation: "Set serviceAccountName of the pod to the program's name, or to export-<copy> for an export.",
  types: TYPES,
  judge: (resource, { agreement }) => {
    const pods = podSpecOf(resource);
    const path = `${pods}.serviceAccountName`;
    const found = programOf(resource, `${pods}.containers`);
    const copy = found?.variables.get("COPY");
    if (
      read(resource, path).kind === "unknown" ||
      read(resource, `${pods}.containers`).kind === "unknown" ||
      isUnknown(copy)
    ) {
      return [undetermined("what it runs as is not known before the update", resource)];
    }
    const wanted = found === undefined ? undefined : accountOf(found.program, copy, agreement);
    if (wanted === undefined) return notApplicable("it is no program of the jobs");
    const account = textOf(resource, path) ?? "default";
    const secrets = listOf(resource, `${pods}.volumes`).filter(({ secret }) => secret !== undefined);
    if (secrets.length > 0 && !OPENING.includes(found?.program ?? "")) {
      return [
        violation(
          `the program ${found?.program ?? ""} mounts a secret (${secrets.map(({ name }) => String(name)).join(", ")}); only ${OPENING.join(" and ")} open copies`,
          resource,
        ),
      ];
    }
    return account === wanted
      ? [compliant(`it runs as ${account}`, resource)]
      : [
          violation(
            `the program ${found?.program ?? ""} runs as ${account}, with that account's rights; it has to run as ${wanted}`,
            resource,
          ),
        ];
  },
  cases: {
    pass: { given: job("export", "export-nightly", { COPY: "nightly" }), says: ["it runs as export-nightly"] },
    fail: {
      given: job("probe", "restore"),
      says: ["the program probe runs as restore, with that account's rights; it has to run as probe"],
    },
    absent: {
      given: job("scan", undefined),
      says: ["the program scan runs as default, with that account's rights; it has to run as scan"],
    },
    unknown: { given: job("probe", UNKNOWN), says: ["what it runs as is not known before the update"] },
    notApplicable: otherType(...TYPES),
  },
  sabotage: [
    {
      what: "gives the look at backups the rights to restore",
      ...isProgram("presence"),
      set: { [ACCOUNT]: "restore" },
    },
    { what: "gives a probe the rights over databases", ...isProgram("probe"), set: { [ACCOUNT]: "verification" } },
    { what: "makes a copy under another account", ...isProgram("export"), set: { [ACCOUNT]: "presence" } },
    {
      what: "lets what writes copies open them",
      ...isProgram("export"),
      set: { "spec.jobTemplate.spec.template.spec.volumes.0": { name: "keys", secret: { secretName: "copy-keys" } } },
    },
  ],
});
