import {
  compliant,
  exactly,
  expectProperty,
  one,
  otherType,
  propertyRule,
  said,
  undetermined,
  violation,
  worst,
} from "../../framework/language";
import { read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";

const TYPE = "kubernetes:core/v1:ServiceAccount";
/** The default, and the shortest that is taken. Source: azure.github.io/azure-workload-identity, docs/topics/service-account-labels-and-annotations (2025): 3600 to 86400. */
const SECONDS = 3600;
const LIFE = "azure.workload.identity/service-account-token-expiration";
const account = (automountServiceAccountToken: unknown, annotations = {}) =>
  one(TYPE, { automountServiceAccountToken, metadata: { annotations } });

export const rule = propertyRule({
  id: "service-account-narrow",
  title:
    "A service account puts no token of the cluster into its pods, and its tokens for Azure end within an hour, but where a pod asks for it",
  why: "Whoever breaks into a pod would keep the account's rights for as long as the token lives.",
  severity: "high",
  concern: "security",
  clauses: ["isolation"],
  remediation: `Set automountServiceAccountToken to false, and leave out the annotation ${LIFE}.`,
  types: [TYPE],
  judge: (resource) => {
    const mounts = expectProperty(resource, "automountServiceAccountToken", exactly(false));
    const annotations = read(resource, "metadata.annotations");
    if (annotations.kind === "unknown") {
      return worst([mounts, undetermined("how long its tokens live is not known before the update", resource)]);
    }
    if (annotations.kind !== "given") return [mounts];
    const life = (annotations.value as Readonly<Record<string, unknown>>)[LIFE];
    if (life === undefined) return [mounts];
    if (isUnknown(life)) {
      return worst([mounts, undetermined("how long its tokens live is not known before the update", resource)]);
    }
    const text = `its tokens for Azure live for ${said(life)} seconds (${LIFE})`;
    const lives =
      Number(life) <= SECONDS
        ? compliant(text, resource)
        : violation(`${text}; it may be ${SECONDS} at most`, resource);
    return worst([mounts, lives]);
  },
  cases: {
    pass: { given: account(false), says: ["automountServiceAccountToken is false"] },
    fail: {
      given: account(false, { [LIFE]: "86400" }),
      says: [`its tokens for Azure live for 86400 seconds (${LIFE}); it may be 3600 at most`],
    },
    absent: {
      given: account(undefined),
      says: ["automountServiceAccountToken is absent; it has to be false"],
    },
    unknown: {
      given: account(UNKNOWN),
      says: ["automountServiceAccountToken is not known before the update; it has to be false"],
    },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    {
      what: "puts a token of the cluster into pods",
      type: TYPE,
      set: { automountServiceAccountToken: true },
    },
    {
      what: "lets a token for Azure live for a day",
      type: TYPE,
      edit: (inputs) => ({
        ...inputs,
        metadata: { ...(inputs["metadata"] as object), annotations: { [LIFE]: "86400" } },
      }),
    },
  ],
});
