import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";
import { byHome, homeKey } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const ACCOUNT = "kubernetes:core/v1:ServiceAccount";
/** What pods and accounts say so that a pod gets a token for Azure. Source: azure.github.io/azure-workload-identity, topics/service-account-labels-and-annotations (2025). */
const USE = "azure.workload.identity/use";
const CLIENT = "azure.workload.identity/client-id";
const DIRECTORY = "azure.workload.identity/tenant-id";

const metadata = (name: string, more: Part = {}) => ({ name, namespace: "ns-fjel", ...more });
const program = (labels: Part, serviceAccountName: unknown = "application") =>
  ({
    type: "kubernetes:apps/v1:Deployment",
    name: "program",
    inputs: {
      metadata: metadata("application"),
      spec: { template: { metadata: { labels }, spec: { serviceAccountName } } },
    },
  }) as const;
const account = (annotations: Part, name = "application") =>
  ({ type: ACCOUNT, name: `account-${name}`, inputs: { metadata: metadata(name, { annotations }) } }) as const;
const signs = { [USE]: "true" };
const identity = { [CLIENT]: "11111111-2222-3333-4444-555555555555" };

/** What keeps pods from signing in as their account says. */
function problemOf(account: RegisteredResource, labels: Part, isOwn: boolean): string | undefined {
  const annotations = (valueOf(account, "metadata.annotations") ?? {}) as Part;
  const name = textOf(account, "metadata.name") ?? "";
  if (annotations[DIRECTORY] !== undefined)
    return `its account ${name} signs in to a directory of its own (${DIRECTORY})`;
  const [asks, has] = [labels[USE] === "true", annotations[CLIENT] !== undefined];
  if (asks && !has) return `its account ${name} has no identity (${CLIENT}), so that it signs in nowhere`;
  return has && !asks && isOwn ? `its pods do not ask for the identity of account ${name} (${USE})` : undefined;
}

export const rule = relationRule({
  id: "pod-account-present",
  title: "Every pod has its account beside it, and the identity that the account names",
  why: "The program could not start, or not sign in to its database, its copies or its logs.",
  severity: "high",
  concern: "continuity",
  clauses: [],
  remediation: `Add the ServiceAccount in the pod's namespace with ${CLIENT}, and label the pod ${USE}: "true".`,
  spans: "stack",
  judge: (resources) => {
    const all = resources.ofType(ACCOUNT);
    const accounts = byHome(all);
    const isOpen = all.some((one) => JSON.stringify(one.inputs["metadata"] ?? {}).includes(UNKNOWN));
    return forEach(resources.ofType(...WORKLOAD_TYPES), "programs in clusters", (program) => {
      const pods = podSpecOf(program);
      const template = pods.slice(0, -".spec".length);
      const labels = valueOf(program, `${template}.metadata.labels`) ?? {};
      const name = textOf(program, `${pods}.serviceAccountName`) ?? "default";
      if (
        read(program, pods).kind === "unknown" ||
        JSON.stringify([labels, name]).includes(UNKNOWN) ||
        read(program, `${pods}.serviceAccountName`).kind === "unknown"
      ) {
        return undetermined("which account it has is not known before the update", program);
      }
      const own = accounts.get(homeKey(program))?.find((one) => textOf(one, "metadata.name") === name);
      if (own === undefined) {
        return isOpen
          ? undetermined(`whether its account ${name} is there is not known before the update`, program)
          : violation(`its account ${name} is not in its namespace`, program);
      }
      // That a job runs as another's account is told by the rule about that.
      const [{ name: container } = { name: undefined }] = listOf(program, `${pods}.containers`);
      const isOwn =
        program.type === WORKLOAD_TYPES[0] || name === container || name.startsWith(`${String(container)}-`);
      const problem = problemOf(own, labels as Part, isOwn);
      return problem === undefined ? compliant(`its account is ${name}`, program) : violation(problem, program);
    });
  },
  cases: {
    pass: { given: [program(signs), account(identity)], says: ["its account is application"] },
    fail: {
      given: [program({}), account(identity)],
      says: [`its pods do not ask for the identity of account application (${USE})`],
    },
    absent: {
      given: [program(signs), account(identity, "other")],
      says: ["its account application is not in its namespace"],
    },
    unknown: {
      given: [program(signs, UNKNOWN), account(identity)],
      says: ["which account it has is not known before the update"],
    },
    notApplicable: { given: [account(identity)], says: ["there are no programs in clusters"] },
  },
  sabotage: [
    { what: "removes the account of a program", type: ACCOUNT, remove: true },
    {
      what: "takes a program's identity away",
      type: ACCOUNT,
      where: ({ inputs }) => JSON.stringify(inputs).includes(CLIENT),
      set: { "metadata.annotations": undefined },
    },
    {
      what: "keeps a program from signing in",
      type: "kubernetes:apps/v1:Deployment",
      edit: (inputs) => JSON.parse(JSON.stringify(inputs).replace(`"${USE}":"true",`, "")) as typeof inputs,
    },
    {
      what: "signs in to another directory",
      type: ACCOUNT,
      where: ({ inputs }) => JSON.stringify(inputs).includes(CLIENT),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(`"${CLIENT}"`, `"${DIRECTORY}":"other","${CLIENT}"`),
        ) as typeof inputs,
    },
  ],
});
