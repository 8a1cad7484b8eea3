import { includes } from "../../policies/analysis/reachability/packets/intervals";
import { addressOf } from "../../policies/analysis/reachability/packets/ipv4";
import { servicesOf } from "../../policies/analysis/reachability/packets/service-axis";
import { allowedOut, outside, passing } from "../../policies/analysis/reachability/pods/network-policy";
import { readPodClusters, type Workload } from "../../policies/analysis/reachability/pods/read-pods";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";
import { bag, bags, inPrefix, ip, isPrefix, str, strs, type Bag } from "./azure-lookups";
import { podsMayLeave, podsMayTalk, type PlainPods, type PlainService } from "./policy-evaluator";

/** Where the analysis of pods and the evaluator of single packets say something different. */
export interface PodDisagreement {
  readonly from: string;
  readonly to: string;
  readonly service: PlainService;
  readonly sets: boolean;
  readonly packets: boolean;
}

/** Asks both about every pair of workloads of each cluster, and about addresses outside, at all ports that policies name. */
export function compareAboutPods(resources: readonly RegisteredResource[]) {
  const differ: PodDisagreement[] = [];
  let asked = 0;
  let passed = 0;
  const note = (from: string, to: string, service: PlainService, sets: boolean, packets: boolean): void => {
    asked++;
    if (packets) passed++;
    if (sets !== packets) differ.push({ from, to, service, sets, packets });
  };
  for (const cluster of readPodClusters(new ResourceSet(resources, true))) {
    const provider = cluster.workloads[0]?.resource.provider;
    const objects = resources.filter((one) => one.provider === provider);
    const policies = objects.filter(({ type }) => type === "kubernetes:networking.k8s.io/v1:NetworkPolicy");
    const services = servicesIn(policies);
    const addresses = addressesIn(policies);
    const pods = cluster.workloads.map((workload) => ({ workload, plain: plainPods(objects, workload) }));
    for (const from of pods) {
      for (const to of pods) {
        const sets = passing(from.workload, to.workload, cluster.policies);
        for (const service of services) {
          const packets = podsMayTalk(from.plain, to.plain, service, policies);
          note(from.workload.name, to.workload.name, service, includes(sets, numberOf(service)), packets);
        }
      }
      for (const address of addresses) {
        const sets = allowedOut(from.workload, outside(addressOf(address) ?? -1), cluster.policies);
        for (const service of services) {
          const packets = podsMayLeave(from.plain, address, service, policies);
          note(from.workload.name, address, service, includes(sets, numberOf(service)), packets);
        }
      }
    }
  }
  return { asked, passed, differ };
}

const numberOf = ({ protocol, port }: PlainService): number => servicesOf(protocol, [String(port)])?.[0] ?? -1;

/** The pods of a workload as its object says, read anew. */
function plainPods(objects: readonly RegisteredResource[], { resource }: Workload): PlainPods {
  const namespace = str(bag(resource.inputs["metadata"])["namespace"]) || "default";
  const owner = objects.find(
    ({ type, inputs }) => type === "kubernetes:core/v1:Namespace" && bag(inputs["metadata"])["name"] === namespace,
  );
  const template = templateOf(resource);
  const ports = bags(bag(template["spec"])["containers"]).flatMap((container) => bags(container["ports"]));
  return {
    namespace,
    labels: bag(bag(template["metadata"])["labels"]),
    namespaceLabels: { ...bag(bag(owner?.inputs["metadata"])["labels"]), "kubernetes.io/metadata.name": namespace },
    ports: Object.fromEntries(
      ports.flatMap(({ name, containerPort }) => (name === undefined ? [] : [[str(name), Number(containerPort)]])),
    ),
  };
}

/** A gateway says how to label its proxies; everything else has a template of pods. */
function templateOf({ type, inputs }: RegisteredResource): Bag {
  const spec = bag(inputs["spec"]);
  if (type.endsWith(":Gateway")) return { metadata: bag(spec["infrastructure"]) };
  if (type.endsWith(":CronJob")) return bag(bag(bag(spec["jobTemplate"])["spec"])["template"]);
  return type.endsWith(":Pod") ? inputs : bag(spec["template"]);
}

const rulesIn = (policies: readonly RegisteredResource[]) =>
  policies.flatMap(({ inputs }) => [...bags(bag(inputs["spec"])["ingress"]), ...bags(bag(inputs["spec"])["egress"])]);

function servicesIn(policies: readonly RegisteredResource[]): readonly PlainService[] {
  const ports = rulesIn(policies)
    .flatMap((rule) => bags(rule["ports"]))
    .flatMap(({ port, endPort }) => [port, endPort])
    .filter((port) => typeof port === "number");
  const all = [...new Set([443, 8443, ...ports].flatMap((port) => [port - 1, port, port + 1]))];
  return all.flatMap((port) => [{ protocol: "TCP", port } as const, { protocol: "UDP", port } as const]);
}

/** An address of each block that policies name, and some of none. */
function addressesIn(policies: readonly RegisteredResource[]): readonly string[] {
  const blocks = rulesIn(policies)
    .flatMap((rule) => [...bags(rule["from"]), ...bags(rule["to"])])
    .flatMap((peer) => [str(bag(peer["ipBlock"])["cidr"]), ...strs(bag(peer["ipBlock"])["except"])])
    .filter(isPrefix);
  const next = (prefix: string): string => {
    const first = prefix.split("/")[0] ?? "";
    const after = ip(first) + 1;
    const text = [24, 16, 8, 0].map((shift) => (after >>> shift) & 255).join(".");
    return inPrefix(text, prefix) ? text : first;
  };
  return [...new Set(["10.99.0.1", "203.0.113.9", ...blocks.map(next)])];
}
