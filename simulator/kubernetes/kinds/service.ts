import { createHash } from "node:crypto";
import {
  ApiError,
  forbidden,
  invalid,
  notModelled,
  refuseInvalid,
  required,
  when,
  type ObjectProblem,
} from "../cluster/api-problem";
import {
  at,
  keyOf,
  listAt,
  mapAt,
  mapsAt,
  textAt,
  textsAt,
  withPart,
  type KubeMap,
  type KubeObject,
  nameOf,
} from "../cluster/kube-object";
import { portNumberProblems } from "../pods/container-check";
import type { ClusterView, KindRules, ObjectWrite } from "./kind-rules";
import { noneOf } from "./label-selector";
import { isWithin } from "./network-policy";
import { labelProblems, nameProblems } from "./names";
import { targetPortProblems } from "../pods/probe-check";

const types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const headless = "None";
/** The range from which node ports are taken (kube-apiserver, --service-node-port-range). */
const nodePorts = { first: 30_000, count: 2_768 };

function serviceDefaults(object: KubeObject): KubeObject {
  const spec = mapAt(object, "spec");
  const type = textAt(spec, "type") ?? "ClusterIP";
  const affinity = textAt(spec, "sessionAffinity") ?? "None";
  const outside = type === "NodePort" || type === "LoadBalancer" || listAt(spec, "externalIPs").length > 0;
  return withPart(object, "spec", {
    sessionAffinity: affinity,
    type,
    ...(affinity === "ClientIP" && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }),
    ...(outside && { externalTrafficPolicy: "Cluster" }),
    ...(type !== "ExternalName" && { internalTrafficPolicy: "Cluster" }),
    ...(type === "LoadBalancer" && { allocateLoadBalancerNodePorts: true }),
    ...spec,
    ...(spec["ports"] !== undefined && { ports: mapsAt(spec, "ports").map(portDefaults) }),
  });
}

function portDefaults(port: KubeMap): KubeMap {
  return { protocol: "TCP", targetPort: port["port"], ...port };
}

function serviceProblems(object: KubeObject): readonly ObjectProblem[] {
  const spec = mapAt(object, "spec");
  const type = textAt(spec, "type") ?? "";
  const ports = mapsAt(spec, "ports");
  const isHeadless = textAt(spec, "clusterIP") === headless;
  return [
    ...noneOf(type, types, "spec.type"),
    ...when(ports.length === 0 && !isHeadless && type !== "ExternalName", () => required("spec.ports")),
    ...when(type === "ExternalName" && (textAt(spec, "externalName") ?? "") === "", () =>
      required("spec.externalName"),
    ),
    ...when(type === "LoadBalancer" && isHeadless, () =>
      invalid("spec.clusterIPs[0]", headless, "may not be set to 'None' for LoadBalancer services"),
    ),
    ...labelProblems(textsAt(spec, "selector"), "spec.selector"),
    ...noneOf(textAt(spec, "sessionAffinity"), ["ClientIP", "None"], "spec.sessionAffinity"),
    ...noneOf(textAt(spec, "externalTrafficPolicy"), ["Cluster", "Local"], "spec.externalTrafficPolicy"),
    ...when(spec["externalTrafficPolicy"] !== undefined && type === "ClusterIP", () =>
      invalid(
        "spec.externalTrafficPolicy",
        textAt(spec, "externalTrafficPolicy") ?? "",
        "may only be set for externally-accessible services",
      ),
    ),
    ...noneOf(textAt(spec, "internalTrafficPolicy"), ["Cluster", "Local"], "spec.internalTrafficPolicy"),
    ...when(listAt(spec, "loadBalancerSourceRanges").length > 0 && type !== "LoadBalancer", () =>
      forbidden("spec.LoadBalancerSourceRanges", "may only be used when `type` is 'LoadBalancer'"),
    ),
    ...ports.flatMap((port, i) => portProblems(port, ports, i)),
  ];
}

function portProblems(port: KubeMap, ports: readonly KubeMap[], i: number): readonly ObjectProblem[] {
  const field = `spec.ports[${i}]`;
  const name = textAt(port, "name") ?? "";
  const first = ports.findIndex((other) => (textAt(other, "name") ?? "") === name);
  return [
    ...when(name === "" && ports.length > 1, () => required(`${field}.name`)),
    ...(name === "" ? [] : nameProblems("label", name, `${field}.name`)),
    ...when(name !== "" && first !== i, () => ({ field: `${field}.name`, message: `Duplicate value: "${name}"` })),
    ...portNumberProblems(port["port"], `${field}.port`),
    ...targetPortProblems(port["targetPort"], `${field}.targetPort`),
    ...noneOf(textAt(port, "protocol"), ["SCTP", "TCP", "UDP"], `${field}.protocol`),
  ];
}

/** An address and node ports; those that the service has stay. */
function allocated({ object, previous, view }: ObjectWrite): KubeObject {
  const spec = mapAt(object, "spec");
  const type = textAt(spec, "type");
  if (type === "ExternalName") return object;
  const before = mapAt(previous ?? {}, "spec");
  const address = textAt(spec, "clusterIP") ?? textAt(before, "clusterIP") ?? freeAddress(object, view);
  const needsPorts =
    type === "NodePort" || (type === "LoadBalancer" && spec["allocateLoadBalancerNodePorts"] !== false);
  return withPart(object, "spec", {
    clusterIP: address,
    clusterIPs: [address],
    ipFamilies: ["IPv4"],
    ipFamilyPolicy: "SingleStack",
    ...spec,
    ...(spec["ports"] !== undefined && {
      ports: mapsAt(spec, "ports").map((port, i) => (needsPorts ? withNodePort(port, object, before, i) : port)),
    }),
  });
}

function withNodePort(port: KubeMap, service: KubeObject, before: KubeMap, i: number): KubeMap {
  const same = mapsAt(before, "ports").find(
    (other) => other["port"] === port["port"] && other["protocol"] === port["protocol"],
  );
  return {
    nodePort: at(same, "nodePort") ?? nodePorts.first + (digestOf(`${keyOf(service)} ${i}`) % nodePorts.count),
    ...port,
  };
}

/** The address follows from the service's name, or is the next free one. */
function freeAddress(object: KubeObject, view: ClusterView): string {
  const cidr = serviceCidr(view);
  const taken = new Set(view.list("/Service").map((service) => textAt(service, "spec", "clusterIP")));
  const [network = "", length = "0"] = cidr.split("/");
  const base = network.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  // The first address is the API server's, and the one for DNS is chosen by the owner of the cluster.
  const reserved = new Set([textAt(view.body, "properties", "networkProfile", "dnsServiceIP"), addressText(base + 1)]);
  for (let attempt = 0; attempt < size; attempt += 1) {
    const address = addressText(base + 2 + ((digestOf(keyOf(object)) + attempt) % Math.max(size - 3, 1)));
    if (!taken.has(address) && !reserved.has(address)) return address;
  }
  throw new ApiError("Invalid", `no service address is left in ${cidr}`);
}

function serviceCidr({ body }: ClusterView): string {
  return textAt(body, "properties", "networkProfile", "serviceCidr") ?? "10.0.0.0/16";
}

function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

function digestOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE();
}

/** A name under which pods are reached. */
export const service: KindRules = {
  groupKind: "/Service",
  nameForm: "label",
  counted: false,
  defaults: serviceDefaults,
  check: serviceProblems,
  checkChange: (previous, object) => {
    const [before, after] = [textAt(previous, "spec", "clusterIP"), textAt(object, "spec", "clusterIP")];
    const both = [previous, object].every((each) => textAt(each, "spec", "type") !== "ExternalName");
    return when(both && after !== undefined && before !== after, () =>
      invalid("spec.clusterIPs[0]", after ?? "", "may not change once set"),
    );
  },
  admit: ({ object, view }) => {
    const address = textAt(object, "spec", "clusterIP") ?? headless;
    if (address !== headless && !isWithin(`${address}/32`, serviceCidr(view))) {
      const why = `failed to allocate IP ${address}: the provided IP is not in the valid range ${serviceCidr(view)}`;
      refuseInvalid(`Service "${nameOf(object)}"`, [invalid("spec.clusterIPs", [address], why)]);
    }
    const families = listAt(object, "spec", "ipFamilies");
    if (families.includes("IPv6") || textAt(object, "spec", "ipFamilyPolicy")?.endsWith("DualStack") === true) {
      throw notModelled("A service with IPv6 addresses");
    }
  },
  allocate: allocated,
  settle: ({ object, view }) => {
    if (textAt(object, "spec", "type") !== "LoadBalancer") return { status: { loadBalancer: {} } };
    const address = textAt(object, "metadata", "annotations", "service.beta.kubernetes.io/azure-load-balancer-ipv4");
    const internal = textAt(
      object,
      "metadata",
      "annotations",
      "service.beta.kubernetes.io/azure-load-balancer-internal",
    );
    if (internal !== "true" || address === undefined) {
      return { status: { loadBalancer: {} }, problem: loadBalancerProblem(view) };
    }
    return { status: { loadBalancer: { ingress: [{ ip: address, ipMode: "VIP" }] } } };
  },
  minutes: 1,
};

function loadBalancerProblem({ id }: ClusterView): string {
  return (
    "the local cloud models load balancers of services only with an address of one's own inside of the network: " +
    "annotations azure-load-balancer-internal 'true' and azure-load-balancer-ipv4 " +
    `(service.beta.kubernetes.io), in ${id}`
  );
}
