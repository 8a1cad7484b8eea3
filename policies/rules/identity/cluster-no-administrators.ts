import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Roles over everything in a cluster. Source: kubernetes.io, reference/access-authn-authz/rbac#user-facing-roles (v1.36). */
const TOO_WIDE = ["cluster-admin", "admin", "edit"];

const TYPE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
const binding = (name: unknown) => one(TYPE, { roleRef: { kind: "ClusterRole", name } });

export const rule = propertyRule({
  id: "cluster-no-administrators",
  title: "Nobody is made administrator within a cluster, past Azure's roles",
  why: "Whoever holds the role reads every tenant's secrets, and no list of Azure's rights shows it.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "isolation.compute"],
  remediation: "Remove the binding and assign an Azure role to a group.",
  types: [TYPE],
  judge: (resource) => {
    if (read(resource, "roleRef.name").kind === "unknown")
      return [undetermined("its role is not known before the update", resource)];
    const role = textOf(resource, "roleRef.name") ?? "no role";
    return TOO_WIDE.includes(role)
      ? [violation(`it gives ${role} over every namespace`, resource)]
      : [compliant(`it gives ${role}`, resource)];
  },
  cases: {
    pass: { given: binding("view-nodes"), says: ["it gives view-nodes"] },
    fail: { given: binding("cluster-admin"), says: ["it gives cluster-admin over every namespace"] },
    absent: { given: binding(undefined), says: ["it gives no role"] },
    unknown: { given: binding(UNKNOWN), says: ["its role is not known before the update"] },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    {
      what: "makes everybody who signs in administrator of a cluster",
      type: "kubernetes:core/v1:Namespace",
      adds: {
        type: TYPE,
        inputs: () => ({
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRoleBinding",
          metadata: { name: "added" },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
          subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:authenticated" }],
        }),
      },
    },
  ],
});
