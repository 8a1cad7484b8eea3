import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";

type Part = Readonly<Record<string, unknown>>;

/** Names of variables that hold what nobody may read. */
const SECRET = /password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|connection_?string/i;

const partOf = (value: unknown): Part => (typeof value === "object" && value !== null ? (value as Part) : {});
const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as readonly Part[]) : []);

function secretsIn({ name, env, envFrom }: Part): readonly string[] {
  const label = `of container ${String(name)}`;
  return [
    ...partsOf(env)
      .filter((one) => SECRET.test(String(one["name"])) || partOf(one["valueFrom"])["secretKeyRef"] !== undefined)
      .map((one) => `variable ${String(one["name"])} ${label} holds a secret`),
    ...partsOf(envFrom)
      .filter((one) => one["secretRef"] !== undefined)
      .map(() => `variables ${label} are a whole secret (envFrom)`),
  ];
}

const deployment = (env: unknown) =>
  one("kubernetes:apps/v1:Deployment", { spec: { template: { spec: { containers: [{ name: "app", env }] } } } });
const kept = "no variable of its containers holds a secret";

export const rule = propertyRule({
  id: "pod-no-secret-variables",
  title: "No variable of a pod holds a secret",
  why: "Whoever may look at pods, at states or at logs of a crash would read it, and nobody changes it for years.",
  severity: "high",
  concern: "security",
  clauses: [],
  remediation: "Sign in by the workload's identity; mount what has to be a secret from the key vault as a file.",
  types: WORKLOAD_TYPES,
  judge: (resource) => {
    const pods = podSpecOf(resource);
    const containers = [...listOf(resource, `${pods}.initContainers`), ...listOf(resource, `${pods}.containers`)];
    if (read(resource, `${pods}.containers`).kind === "unknown" || containers.some(({ env }) => isUnknown(env))) {
      return [undetermined("its variables are not known before the update", resource)];
    }
    const found = containers.flatMap(secretsIn);
    return found.length > 0 ? found.map((text) => violation(text, resource)) : [compliant(kept, resource)];
  },
  cases: {
    pass: { given: deployment([{ name: "TENANT", value: "fjel" }]), says: [kept] },
    fail: {
      given: deployment([
        { name: "SQL_PASSWORD", value: "x" },
        { name: "A", valueFrom: { secretKeyRef: { name: "s" } } },
      ]),
      says: ["variable SQL_PASSWORD of container app holds a secret", "variable A of container app holds a secret"],
    },
    absent: { given: deployment(undefined), says: [kept] },
    unknown: { given: deployment(UNKNOWN), says: ["its variables are not known before the update"] },
    notApplicable: otherType(...WORKLOAD_TYPES),
  },
  sabotage: (["kubernetes:apps/v1:Deployment", "kubernetes:batch/v1:CronJob"] as const).map((type) => ({
    what: "puts a password into a variable",
    type,
    edit: (inputs) =>
      JSON.parse(
        JSON.stringify(inputs).replace(/("env":\[.*?)\],"image"/, '$1,{"name":"SQL_PASSWORD","value":"x"}],"image"'),
      ) as typeof inputs,
  })),
});
