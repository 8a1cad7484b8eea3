import type { RegisteredResource } from "../../../resources/registered-resource";
import type { ResourceSet } from "../../../resources/resource-set";
import { isUnknown, UNKNOWN } from "../../../resources/unknown";
import type { Gap } from "../model/network-model";
import { addressOf } from "../packets/ipv4";
import { list, part, text } from "../read/model-reader";
import type { NetworkPolicy, PodGroup, PolicyRule } from "./network-policy";

/** Pods of one workload, with the resource that makes them. */
export interface Workload extends PodGroup {
  readonly resource: RegisteredResource;
}

/** What is registered in one cluster that decides who reaches whom there. */
export interface PodCluster {
  /** Name of the provider through which it is registered; each cluster has its own. */
  readonly label: string;
  readonly workloads: readonly Workload[];
  readonly policies: readonly NetworkPolicy[];
  /** The namespaces by name, with their labels. */
  readonly namespaces: ReadonlyMap<
    string,
    { readonly labels: PodGroup["labels"]; readonly resource: RegisteredResource }
  >;
  /** Addresses of the load balancers that gateways ask for. */
  readonly entries: readonly number[];
  readonly gaps: readonly Gap[];
}

/** Label that the API server puts on every namespace (Kubernetes, reference/labels-annotations-taints, v1.36). */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";
/** Annotation with the address of an internal load balancer (cloud-provider-azure, topics/loadbalancer, 2025). */
const BALANCER_ADDRESS = "service.beta.kubernetes.io/azure-load-balancer-ipv4";

/** Where the template of pods stands in each kind that makes pods. */
const TEMPLATES: Readonly<Record<string, (inputs: RegisteredResource["inputs"]) => unknown>> = {
  "kubernetes:core/v1:Pod": (inputs) => inputs,
  "kubernetes:core/v1:ReplicationController": ({ spec }) => part(spec)["template"],
  "kubernetes:apps/v1:Deployment": ({ spec }) => part(spec)["template"],
  "kubernetes:apps/v1:StatefulSet": ({ spec }) => part(spec)["template"],
  "kubernetes:apps/v1:DaemonSet": ({ spec }) => part(spec)["template"],
  "kubernetes:apps/v1:ReplicaSet": ({ spec }) => part(spec)["template"],
  "kubernetes:batch/v1:Job": ({ spec }) => part(spec)["template"],
  "kubernetes:batch/v1:CronJob": ({ spec }) => part(part(part(spec)["jobTemplate"])["spec"])["template"],
};
const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";

/** Kinds that change who reaches whom and are not modelled. */
const NOT_MODELLED =
  /:(CiliumNetworkPolicy|CiliumClusterwideNetworkPolicy|AdminNetworkPolicy|BaselineAdminNetworkPolicy|Ingress)$/;

/** The clusters into which anything is registered, each with its pods and policies. */
export function readPodClusters(set: ResourceSet): readonly PodCluster[] {
  const byProvider = new Map<string, RegisteredResource[]>();
  for (const resource of set.resources) {
    if (!resource.type.startsWith("kubernetes:") || resource.provider === undefined) continue;
    const known = byProvider.get(resource.provider);
    if (known === undefined) byProvider.set(resource.provider, [resource]);
    else known.push(resource);
  }
  return [...byProvider].map(([provider, resources]) =>
    new ClusterReader(set, provider.split("::").at(-1) ?? provider, resources).read(),
  );
}

class ClusterReader {
  private readonly gaps: Gap[] = [];
  private readonly namespaces = new Map<
    string,
    { readonly labels: PodGroup["labels"]; readonly resource: RegisteredResource }
  >();

  constructor(
    private readonly set: ResourceSet,
    private readonly label: string,
    private readonly resources: readonly RegisteredResource[],
  ) {
    for (const resource of this.ofType("kubernetes:core/v1:Namespace")) {
      const metadata = part(resource.inputs["metadata"]);
      const name = text(metadata["name"]);
      this.namespaces.set(name, {
        labels: { ...this.labels(resource, metadata["labels"]), [NAMESPACE_NAME]: name },
        resource,
      });
    }
  }

  read(): PodCluster {
    const workloads = [
      ...Object.entries(TEMPLATES).flatMap(([type, template]) =>
        this.ofType(type).map((resource) => this.workload(resource, part(template(resource.inputs)))),
      ),
      ...this.ofType(GATEWAY).map((resource) => this.gateway(resource)),
    ];
    for (const resource of this.resources) {
      if (NOT_MODELLED.test(resource.type)) {
        this.note("unclassified", resource, `a ${resource.type.split(":").at(-1) ?? ""} is not modelled`);
      }
    }
    this.noteServices();
    return {
      label: this.label,
      workloads,
      policies: this.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy").map((one) => this.policy(one)),
      namespaces: this.namespaces,
      entries: this.ofType(GATEWAY).flatMap(({ inputs }) => {
        const annotations = part(part(part(inputs["spec"])["infrastructure"])["annotations"]);
        return addressOf(text(annotations[BALANCER_ADDRESS])) ?? [];
      }),
      gaps: this.gaps,
    };
  }

  private ofType(type: string): readonly RegisteredResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  private note(kind: Gap["kind"], about: RegisteredResource, what: string): void {
    this.gaps.push({ kind, about, message: `${about.name} in ${this.label}: ${what}` });
  }

  private workload(resource: RegisteredResource, template: RegisteredResource["inputs"]): Workload {
    const spec = part(template["spec"]);
    if (spec["hostNetwork"] === true) {
      this.note("unclassified", resource, "its pods use the network of their node, past every NetworkPolicy");
    }
    const ports = list(spec["containers"]).flatMap((container) => list(container["ports"]));
    return this.group(resource, part(template["metadata"])["labels"], {
      ports: Object.fromEntries(
        ports.flatMap(({ name, containerPort }) =>
          typeof name === "string" && typeof containerPort === "number" ? [[name, containerPort] as const] : [],
        ),
      ),
    });
  }

  /** A gateway's proxies are made by its controller, with the labels that it is told to give them. */
  private gateway(resource: RegisteredResource): Workload {
    const infrastructure = part(part(resource.inputs["spec"])["infrastructure"]);
    return this.group(resource, infrastructure["labels"], { ports: {} });
  }

  private group(resource: RegisteredResource, labels: unknown, { ports }: Pick<PodGroup, "ports">): Workload {
    const namespace = this.namespaceOf(resource);
    return {
      resource,
      name: resource.name,
      namespace,
      labels: this.labels(resource, labels),
      namespaceLabels: this.namespaces.get(namespace)?.labels ?? { [NAMESPACE_NAME]: namespace },
      ports,
    };
  }

  /** Names that come from a namespace which is not there yet are that namespace's. */
  private namespaceOf(resource: RegisteredResource): string {
    const given = part(resource.inputs["metadata"])["namespace"];
    if (typeof given === "string" && !isUnknown(given)) return given;
    if (!isUnknown(given) && !isUnknown(resource.inputs["metadata"])) return "default";
    const sources = (resource.propertyDependencies["metadata"] ?? []).flatMap((urn) => this.set.withUrn(urn) ?? []);
    const [only, other] = sources.filter(({ type }) => type === "kubernetes:core/v1:Namespace");
    if (only === undefined || other !== undefined) {
      this.note("undetermined", resource, "its namespace is not known before the update");
      return UNKNOWN;
    }
    return text(part(only.inputs["metadata"])["name"]);
  }

  private labels(about: RegisteredResource, value: unknown): PodGroup["labels"] {
    const entries = Object.entries(part(value));
    if (isUnknown(value) || entries.some(([, label]) => isUnknown(label))) {
      this.note("undetermined", about, "labels are not known before the update");
    }
    return Object.fromEntries(entries.map(([key, label]) => [key, String(label)]));
  }

  private policy(resource: RegisteredResource): NetworkPolicy {
    const spec = part(resource.inputs["spec"]);
    if (JSON.stringify(spec).includes(UNKNOWN)) {
      this.note("undetermined", resource, "parts of the policy are not known before the update");
    }
    const types = Array.isArray(spec["policyTypes"]) ? (spec["policyTypes"] as readonly unknown[]) : undefined;
    // Without types a policy restricts what comes in, and what goes out where it has rules for that.
    const restricts = (type: string) => types?.includes(type) ?? (type === "Ingress" || spec["egress"] !== undefined);
    return {
      name: text(part(resource.inputs["metadata"])["name"]) || resource.name,
      namespace: this.namespaceOf(resource),
      podSelector: part(spec["podSelector"]),
      ...(restricts("Ingress") && { ingress: list(spec["ingress"]).map((rule) => ruleOf(rule, "from")) }),
      ...(restricts("Egress") && { egress: list(spec["egress"]).map((rule) => ruleOf(rule, "to")) }),
    };
  }

  /** A service of these types is a door of its own, past gateway and ingress. */
  private noteServices(): void {
    for (const service of this.ofType("kubernetes:core/v1:Service")) {
      const type = text(part(service.inputs["spec"])["type"]);
      if (type === "LoadBalancer" || type === "NodePort") {
        this.note("unclassified", service, `a service of type ${type} opens a door that is not modelled`);
      }
    }
  }
}

function ruleOf(rule: RegisteredResource["inputs"], side: "from" | "to"): PolicyRule {
  const peers = list(rule[side]);
  const ports = list(rule["ports"]);
  return {
    ...(peers.length > 0 && {
      peers: peers.map((peer) => ({
        ...("podSelector" in peer && { podSelector: part(peer["podSelector"]) }),
        ...("namespaceSelector" in peer && { namespaceSelector: part(peer["namespaceSelector"]) }),
        ...("ipBlock" in peer && { ipBlock: peer["ipBlock"] as { readonly cidr: string; readonly except?: string[] } }),
      })),
    }),
    ...(ports.length > 0 && { ports: ports }),
  };
}
