import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const TENANT = "deltawerk/tenant";

const namespace = (labels: unknown) => one("kubernetes:core/v1:Namespace", { metadata: { name: "ns", labels } });

export const rule = propertyRule({
  id: "namespace-restricted",
  title: "Every namespace refuses pods that reach for their node, and a tenant's those that can be root",
  why: "Whoever may deploy for one tenant could start a pod that reaches all tenants of the node.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.compute"],
  remediation: `Label the namespace ${ENFORCE}: restricted, or baseline where no tenant's program runs.`,
  types: ["kubernetes:core/v1:Namespace"],
  judge: (resource) => {
    if (read(resource, "metadata.labels").kind === "unknown") {
      return [undetermined("its labels are not known before the update", resource)];
    }
    const labels = (valueOf(resource, "metadata.labels") ?? {}) as Readonly<Record<string, unknown>>;
    const level = typeof labels[ENFORCE] === "string" ? labels[ENFORCE] : undefined;
    const allowed = TENANT in labels ? ["restricted"] : ["restricted", "baseline"];
    // kubernetes.io, concepts/security/pod-security-admission (v1.36): without the label everything is let in.
    return allowed.includes(String(level))
      ? [compliant(`it enforces ${String(level)}`, resource)]
      : [
          violation(
            `it enforces ${level === undefined ? "nothing" : String(level)}; it has to enforce ${allowed.join(" or ")}`,
            resource,
          ),
        ];
  },
  cases: {
    pass: { given: namespace({ [ENFORCE]: "restricted", [TENANT]: "fjel" }), says: ["it enforces restricted"] },
    fail: {
      given: namespace({ [ENFORCE]: "baseline", [TENANT]: "fjel" }),
      says: ["it enforces baseline; it has to enforce restricted"],
    },
    absent: { given: namespace(undefined), says: ["it enforces nothing; it has to enforce restricted or baseline"] },
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
  ],
});
