import { parseNamespaceName } from "../../../azure/names/namespace-name";
import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { ADMINISTRATORS } from "./administrators";

type Part = Readonly<Record<string, unknown>>;

const GROUP = "kubernetes:rbac.authorization.k8s.io/v1:";
const TYPES = [`${GROUP}Role`, `${GROUP}ClusterRole`, `${GROUP}RoleBinding`, `${GROUP}ClusterRoleBinding`] as const;

/** Rights with which whoever has them takes more. Source: kubernetes.io, concepts/security/rbac-good-practices (v1.36). */
const SECRET_OBJECTS = ["secrets", "serviceaccounts/token", "pods/exec", "pods/attach", "nodes/proxy"];
const TAKING = ["escalate", "bind", "impersonate"];
/** Groups that everybody is in. */
const EVERYBODY = ["system:authenticated", "system:unauthenticated", "system:serviceaccounts", "system:anonymous"];

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** What a rule of a role gives that nobody here needs. */
function wideRights({ apiGroups, resources, verbs }: Part): readonly string[] {
  const [objects, doing] = [textsOf(resources), textsOf(verbs)];
  const all = [textsOf(apiGroups), objects, doing].some((list) => list.includes("*"));
  return [
    ...(all ? ["it gives every right of a kind (*)"] : []),
    ...objects.filter((name) => SECRET_OBJECTS.includes(name)).map((name) => `it gives ${doing.join(", ")} on ${name}`),
    ...doing
      .filter((verb) => TAKING.includes(verb))
      .map((verb) => `it gives ${verb}, with which other rights are taken`),
  ];
}

/** To whom a binding gives rights that need none in a cluster. */
function wrongSubject({ kind, name, namespace }: Part): readonly string[] {
  if (kind === "ServiceAccount") {
    const owner = parseNamespaceName(String(namespace));
    const whose = owner !== undefined && "tenant" in owner ? `tenant ${owner.tenant}'s program` : "a program";
    return [`it gives rights in the cluster to ${whose} (${String(namespace)}/${String(name)}), which needs none`];
  }
  return EVERYBODY.includes(String(name)) ? [`it gives rights in the cluster to everybody (${String(name)})`] : [];
}

function problemsOf(resource: RegisteredResource): readonly string[] {
  if (resource.type.endsWith("Role")) return listOf(resource, "rules").flatMap(wideRights);
  // Whoever is made administrator is told by a rule of its own.
  const isTold = ADMINISTRATORS.includes(textOf(resource, "roleRef.name") ?? "");
  return isTold ? [] : listOf(resource, "subjects").flatMap(wrongSubject);
}

const role = (rules: unknown) => one(`${GROUP}Role`, { rules });

export const rule = propertyRule({
  id: "cluster-rights-narrow",
  title: "No role of a cluster gives secrets or everything, and no program has rights in its cluster",
  why: "A program that was broken into would read every tenant's certificate and key, or start pods of its own.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "isolation.compute"],
  remediation: "Remove the binding, and name in a role the single objects and verbs that people need.",
  types: TYPES,
  judge: (resource) => {
    if (JSON.stringify(resource.inputs).includes(UNKNOWN)) {
      return [undetermined("what it gives to whom is not known before the update", resource)];
    }
    const problems = problemsOf(resource);
    return problems.length > 0
      ? problems.map((text) => violation(text, resource))
      : [compliant("it gives no secrets, not everything, and nothing to programs", resource)];
  },
  cases: {
    pass: {
      given: role([{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }]),
      says: ["it gives no secrets, not everything, and nothing to programs"],
    },
    fail: {
      given: role([{ apiGroups: ["*"], resources: ["secrets"], verbs: ["get", "impersonate"] }]),
      says: [
        "it gives every right of a kind (*)",
        "it gives get, impersonate on secrets",
        "it gives impersonate, with which other rights are taken",
      ],
    },
    absent: { given: role(undefined), says: ["it gives no secrets, not everything, and nothing to programs"] },
    unknown: { given: role(UNKNOWN), says: ["what it gives to whom is not known before the update"] },
    notApplicable: otherType(...TYPES),
  },
  sabotage: [
    {
      what: "lets somebody read a tenant's secrets",
      type: "kubernetes:core/v1:ServiceAccount",
      adds: {
        type: `${GROUP}Role`,
        inputs: ({ metadata }) => ({
          metadata,
          rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }],
        }),
      },
    },
    {
      what: "lets a tenant's program look at its namespace",
      type: "kubernetes:core/v1:ServiceAccount",
      adds: {
        type: `${GROUP}RoleBinding`,
        inputs: ({ metadata }) => ({
          metadata,
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
          subjects: [{ kind: "ServiceAccount", ...(metadata as object) }],
        }),
      },
    },
    {
      what: "lets everybody who signs in look at everything",
      type: "kubernetes:core/v1:ServiceAccount",
      adds: {
        type: `${GROUP}ClusterRoleBinding`,
        inputs: () => ({
          metadata: { name: "added" },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
          subjects: [{ kind: "Group", name: "system:authenticated" }],
        }),
      },
    },
  ],
});
