import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { ADMINISTRATORS } from "./administrators";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const TYPES = [
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
] as const;
const binding = (name: unknown) => one(TYPES[0], { roleRef: { kind: "ClusterRole", name } });

export const rule = propertyRule({
  id: "cluster-no-administrators",
  title: "Nobody is made administrator within a cluster, past Azure's roles",
  why: "Whoever holds the role reads every tenant's secrets, and no list of Azure's rights shows it.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "isolation.compute"],
  remediation: "Remove the binding and assign an Azure role to a group.",
  types: TYPES,
  judge: (resource) => {
    if (read(resource, "roleRef.name").kind === "unknown")
      return [undetermined("its role is not known before the update", resource)];
    const role = textOf(resource, "roleRef.name") ?? "no role";
    const where =
      resource.type === TYPES[0]
        ? "every namespace"
        : `namespace ${textOf(resource, "metadata.namespace") ?? "default"}`;
    return ADMINISTRATORS.includes(role)
      ? [violation(`it gives ${role} over ${where}`, resource)]
      : [compliant(`it gives ${role}`, resource)];
  },
  cases: {
    pass: { given: binding("view-nodes"), says: ["it gives view-nodes"] },
    fail: { given: binding("cluster-admin"), says: ["it gives cluster-admin over every namespace"] },
    absent: { given: binding(undefined), says: ["it gives no role"] },
    unknown: { given: binding(UNKNOWN), says: ["its role is not known before the update"] },
    notApplicable: otherType(...TYPES),
  },
  sabotage: [
    {
      what: "makes a group administrator of a cluster",
      type: "kubernetes:core/v1:Namespace",
      adds: {
        type: TYPES[0],
        inputs: () => ({
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRoleBinding",
          metadata: { name: "added" },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
          subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "developers" }],
        }),
      },
    },
    {
      what: "makes a tenant's program editor of its namespace",
      type: "kubernetes:core/v1:ServiceAccount",
      adds: {
        type: TYPES[1],
        inputs: ({ metadata }) => ({
          metadata,
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
          subjects: [{ kind: "ServiceAccount", ...(metadata as object) }],
        }),
      },
    },
  ],
});
