import { parseNamespaceName } from "../../../azure/names/namespace-name";
import { compliant, one, otherType, propertyRule, said, undetermined, violation } from "../../framework/language";
import { read, textOf, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const VERSION = "pod-security.kubernetes.io/enforce-version";
const TENANT = "deltawerk/tenant";

/** Labels of the namespaces; others speak to controllers, such as those of Azure Policy and Istio (open-policy-agent.github.io/gatekeeper, exempt-namespaces, v3.20). */
const LABELS =
  /^(pod-security\.kubernetes\.io\/.+|kubernetes\.io\/metadata\.name|app\.kubernetes\.io\/.+|deltawerk\/tenant)$/;
/** Namespaces in which Azure's own proxies run, which name no seccomp profile. */
const OF_AZURE = ["ns-web"];

const namespace = (labels: unknown, name = "ns-fjel") =>
  one("kubernetes:core/v1:Namespace", { metadata: { name, labels } });

export const rule = propertyRule({
  id: "namespace-restricted",
  title: "Every namespace refuses pods that reach for their node or can be root, and is labelled as whose it is",
  why: "Whoever may deploy for one tenant could start a pod that reaches all tenants of the node.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.compute"],
  remediation: `Label the namespace ${ENFORCE}: restricted (baseline where only the ingress runs), ${VERSION}: latest and, where it is a tenant's, ${TENANT} with the tenant's code.`,
  types: ["kubernetes:core/v1:Namespace"],
  judge: (resource) => {
    if (read(resource, "metadata.labels").kind === "unknown") {
      return [undetermined("its labels are not known before the update", resource)];
    }
    const labels = (valueOf(resource, "metadata.labels") ?? {}) as Readonly<Record<string, unknown>>;
    const name = textOf(resource, "metadata.name") ?? "";
    const level = typeof labels[ENFORCE] === "string" ? labels[ENFORCE] : undefined;
    const allowed = OF_AZURE.includes(name) ? ["restricted", "baseline"] : ["restricted"];
    const version = labels[VERSION] ?? "latest";
    const owner = parseNamespaceName(name);
    const tenant = owner !== undefined && "tenant" in owner ? owner.tenant : undefined;
    const problems = [
      // kubernetes.io, concepts/security/pod-security-admission (v1.36): without the label everything is let in.
      ...(allowed.includes(String(level))
        ? []
        : [
            `its pod security level (${ENFORCE}) is ${level ?? "absent, which lets every pod in"}; it has to be ${allowed.join(" or ")}`,
          ]),
      // An old version of the standard lacks what was added since (the same page).
      ...(version === "latest" ? [] : [`it enforces the standard as of ${said(version)}; it has to be of latest`]),
      ...Object.keys(labels)
        .filter((key) => !LABELS.test(key))
        .map((key) => `its label ${key} may take it out of what other controllers watch, or bring in what they add`),
      ...(labels[TENANT] === tenant
        ? []
        : [
            `its label ${TENANT} is ${said(labels[TENANT])}; by its name it is ${tenant === undefined ? "no tenant's" : `tenant ${tenant}'s`}`,
          ]),
    ];
    return problems.length > 0
      ? problems.map((text) => violation(text, resource))
      : [compliant(`it enforces ${String(level)}`, resource)];
  },
  cases: {
    pass: { given: namespace({ [ENFORCE]: "restricted", [TENANT]: "fjel" }), says: ["it enforces restricted"] },
    fail: {
      given: namespace({ [ENFORCE]: "baseline", [TENANT]: "fjel" }),
      says: [`its pod security level (${ENFORCE}) is baseline; it has to be restricted`],
    },
    absent: {
      given: namespace(undefined, "ns-web"),
      says: [
        `its pod security level (${ENFORCE}) is absent, which lets every pod in; it has to be restricted or baseline`,
      ],
    },
    unknown: { given: namespace(UNKNOWN), says: ["its labels are not known before the update"] },
    notApplicable: otherType("kubernetes:core/v1:Namespace"),
  },
  sabotage: [
    {
      what: "lets every pod into a tenant's namespace",
      type: "kubernetes:core/v1:Namespace",
      where: ({ inputs }) => JSON.stringify(inputs).includes(TENANT),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(`"${ENFORCE}":"restricted"`, `"${ENFORCE}":"privileged"`),
        ) as typeof inputs,
    },
    {
      what: "lets the programs that work with all tenants' data be root",
      type: "kubernetes:core/v1:Namespace",
      where: ({ inputs }) => JSON.stringify(inputs).includes('"name":"ns-job"'),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(`"${ENFORCE}":"restricted"`, `"${ENFORCE}":"baseline"`),
        ) as typeof inputs,
    },
    {
      what: "enforces an old version of the standard",
      type: "kubernetes:core/v1:Namespace",
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(`"${VERSION}":"latest"`, `"${VERSION}":"v1.20"`)) as typeof inputs,
    },
    {
      what: "labels a tenant's namespace as another tenant's",
      type: "kubernetes:core/v1:Namespace",
      where: ({ inputs }) => JSON.stringify(inputs).includes(TENANT),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/("deltawerk\/tenant":")[a-z0-9]{4}/, "$1zzzz")) as typeof inputs,
    },
    {
      what: "takes a tenant's namespace out of Azure Policy",
      type: "kubernetes:core/v1:Namespace",
      where: ({ inputs }) => JSON.stringify(inputs).includes(TENANT),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace('"labels":{', '"labels":{"admission.gatekeeper.sh/ignore":"yes",'),
        ) as typeof inputs,
    },
  ],
});
