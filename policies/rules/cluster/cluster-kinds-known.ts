import { parseNamespaceName } from "../../../azure/names/namespace-name";
import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { homeKey } from "./tenant-homes";

/** Kinds that a rule or an analysis looks at, or that decide nothing themselves. */
const KNOWN: ReadonlySet<string> = new Set([
  "apiextensions.k8s.io/v1:CustomResourceDefinition",
  "apps/v1:Deployment",
  "autoscaling/v2:HorizontalPodAutoscaler",
  "batch/v1:CronJob",
  "batch/v1:Job",
  ...["ConfigMap", "LimitRange", "Namespace", "ResourceQuota", "Service", "ServiceAccount"].map(
    (kind) => `core/v1:${kind}`,
  ),
  ...["BackendTLSPolicy", "Gateway", "HTTPRoute"].map((kind) => `gateway.networking.k8s.io/v1:${kind}`),
  "gateway.networking.k8s.io/v1beta1:ReferenceGrant",
  "networking.k8s.io/v1:NetworkPolicy",
  "policy/v1:PodDisruptionBudget",
  ...["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"].map((kind) => `rbac.authorization.k8s.io/v1:${kind}`),
  "secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
]);

/** Kinds of which other analyses say that nobody knows them: who reaches whom, and where bytes rest. */
const TOLD_ELSEWHERE =
  /:(CiliumNetworkPolicy|CiliumClusterwideNetworkPolicy|AdminNetworkPolicy|BaselineAdminNetworkPolicy|Ingress|Pod|ReplicationController|StatefulSet|DaemonSet|ReplicaSet|PersistentVolume|PersistentVolumeClaim)$/;
/** Kinds of which the analysis of who reaches whom tells when their namespace is a stranger's. */
const PLACED = /:(Deployment|CronJob|Job|Gateway|NetworkPolicy)$/;

const PREFIX = "kubernetes:";
const NAMESPACE = "kubernetes:core/v1:Namespace";

function judge(object: RegisteredResource): Outcome | undefined {
  const type = object.type.slice(PREFIX.length);
  if (TOLD_ELSEWHERE.test(type)) return undefined;
  if (!KNOWN.has(type)) {
    const [group = "", kind = ""] = type.split(":");
    return violation(
      `no rule looks at objects of kind ${kind} (${group}): it may lead traffic, rights or data past all rules`,
      object,
    );
  }
  const namespace = read(object, "metadata.namespace");
  if (namespace.kind === "absent" || PLACED.test(type)) return undefined;
  if (namespace.kind === "unknown") return undetermined("its namespace is not known before the update", object);
  const name = textOf(object, "metadata.namespace") ?? "";
  return parseNamespaceName(name) === undefined
    ? violation(
        `it is in namespace ${name}, which is not this platform's: it would change what others run there`,
        object,
      )
    : undefined;
}

/** Namespaces of this platform that objects are put into and that nothing makes, told once each. */
function homeless(objects: readonly RegisteredResource[]): readonly Outcome[] {
  const made = new Set(
    objects.filter(({ type }) => type === NAMESPACE).map((one) => homeKey(one, textOf(one, "metadata.name"))),
  );
  const told = new Set<string>();
  return objects.flatMap((object) => {
    const name = textOf(object, "metadata.namespace");
    const key = homeKey(object);
    if (name === undefined || parseNamespaceName(name) === undefined || made.has(key) || told.has(key)) return [];
    told.add(key);
    return [
      violation(`it is in namespace ${name}, which nothing makes in its cluster, with its bounds and policies`, object),
    ];
  });
}

const home = { type: NAMESPACE, name: "home", inputs: { metadata: { name: "ns-fjel" } } } as const;
const account = (namespace: unknown) =>
  ({
    type: "kubernetes:core/v1:ServiceAccount",
    name: "account",
    inputs: { metadata: { name: "a", namespace } },
  }) as const;
const stranger = {
  type: "kubernetes:networking.istio.io/v1:DestinationRule",
  name: "stranger",
  inputs: { metadata: { name: "a", namespace: "ns-fjel" } },
} as const;

/** Puts an object of another kind into a cluster. */
const adds = (
  what: string,
  type: typeof stranger.type | "kubernetes:core/v1:Secret" | "kubernetes:core/v1:NamespacePatch",
) =>
  ({
    what,
    type: "kubernetes:core/v1:ServiceAccount",
    adds: { type, inputs: (beside: Readonly<Record<string, unknown>>) => ({ metadata: beside["metadata"] }) },
  }) as const;

export const rule = relationRule({
  id: "cluster-kinds-known",
  title: "Clusters hold objects of kinds that rules look at, in this platform's own namespaces",
  why: "An object that no rule knows could lead traffic around TLS, give rights, or hold a secret, and every rule would be green.",
  severity: "high",
  concern: "security",
  clauses: [],
  remediation:
    "Leave the object out. Where it is needed, write the rule that judges its kind and add the kind to KNOWN in policies/rules/cluster/cluster-kinds-known.ts in the same change; until then only a waiver with an owner and an end lets it through. Objects of known kinds belong into namespaces that the program makes.",
  spans: "stack",
  judge: (resources) => {
    const objects = resources.resources.filter(({ type }) => type.startsWith(PREFIX));
    if (objects.length === 0) return notApplicable("nothing is in a cluster");
    const found = [...objects.flatMap((one) => judge(one) ?? []), ...homeless(objects)];
    return found.length > 0 ? found : [compliant(`rules look at all ${objects.length} objects of the clusters`)];
  },
  cases: {
    pass: { given: [home, account("ns-fjel")], says: ["rules look at all 2 objects of the clusters"] },
    fail: {
      given: [home, stranger, account("kube-system")],
      says: [
        "no rule looks at objects of kind DestinationRule (networking.istio.io/v1): it may lead traffic, rights or data past all rules",
        "it is in namespace kube-system, which is not this platform's: it would change what others run there",
      ],
    },
    absent: { given: [account(undefined)], says: ["rules look at all 1 objects of the clusters"] },
    unknown: { given: [account(UNKNOWN)], says: ["its namespace is not known before the update"] },
    notApplicable: {
      given: [{ type: "network:RouteTable", name: "rt", inputs: {} }],
      says: ["nothing is in a cluster"],
    },
  },
  sabotage: [
    adds("switches TLS off behind the ingress", "kubernetes:networking.istio.io/v1:DestinationRule"),
    adds("puts a password into a cluster", "kubernetes:core/v1:Secret"),
    adds("changes what another resource made", "kubernetes:core/v1:NamespacePatch"),
    {
      what: "changes the name service of a cluster",
      type: "kubernetes:core/v1:ConfigMap",
      adds: {
        type: "kubernetes:core/v1:ConfigMap",
        inputs: () => ({ metadata: { name: "coredns-custom", namespace: "kube-system" }, data: {} }),
      },
    },
    {
      what: "makes no namespace for the jobs",
      type: NAMESPACE,
      where: ({ inputs }) => JSON.stringify(inputs).includes('"name":"ns-job"'),
      remove: true,
    },
  ],
});
