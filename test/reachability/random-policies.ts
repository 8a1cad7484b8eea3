import type { GeneratorValue } from "fast-check";
import {
  registeredResource,
  type Properties,
  type RegisteredResource,
} from "../../policies/resources/registered-resource";
import { Draw } from "./random-draw";

/** For tests: workloads and NetworkPolicies of any shape in one cluster, as resources that a program could register. */

const urnOf = (token: string, name: string) => `urn:pulumi:random::deltawerk::${token}::${name}`;
const NAMESPACES = ["ns-one", "ns-two", "ns-web"];
const ROLES = ["application", "ingress", "jobs"];

/** A cluster with three namespaces, a workload of each role in each, and a few policies. */
export function randomCluster(g: GeneratorValue): readonly RegisteredResource[] {
  const draw = new Draw(g);
  return [
    ...NAMESPACES.map((name) =>
      object("core/v1:Namespace", name, {
        metadata: { name, ...(draw.yes(5) && { labels: { team: draw.one(["a", "b"]) } }) },
      }),
    ),
    ...NAMESPACES.flatMap((namespace) => ROLES.map((role) => workload(draw, namespace, role))),
    ...Array.from({ length: 1 + draw.number(7) }, (_, index) => policy(draw, index)),
  ];
}

function object(kind: string, name: string, inputs: Properties): RegisteredResource {
  return registeredResource({
    urn: urnOf(`kubernetes:${kind}`, name),
    provider: urnOf("pulumi:providers:kubernetes", "cluster"),
    inputs,
  });
}

function workload(draw: Draw, namespace: string, role: string): RegisteredResource {
  const labels = { role, ...(draw.yes(5) && { tier: draw.one(["1", "2"]) }) };
  const ports = draw.yes(6) ? [{ name: "https", containerPort: draw.one([8443, 443]) }] : [];
  return object("apps/v1:Deployment", `${namespace}-${role}`, {
    metadata: { name: role, namespace },
    spec: { template: { metadata: { labels }, spec: { containers: [{ name: "c", ports }] } } },
  });
}

function policy(draw: Draw, index: number): RegisteredResource {
  const types = draw.one([undefined, ["Ingress"], ["Egress"], ["Ingress", "Egress"]]);
  const rules = (side: "from" | "to") => Array.from({ length: draw.number(2) }, () => rule(draw, side));
  return object("networking.k8s.io/v1:NetworkPolicy", `policy-${index}`, {
    metadata: { name: `policy-${index}`, namespace: draw.one(NAMESPACES) },
    spec: {
      podSelector: draw.yes(4) ? {} : selector(draw),
      ...(types !== undefined && { policyTypes: types }),
      ...(draw.yes(7) && { ingress: rules("from") }),
      ...(draw.yes(6) && { egress: rules("to") }),
    },
  });
}

function rule(draw: Draw, side: "from" | "to"): Properties {
  return {
    ...(draw.yes(8) && { [side]: Array.from({ length: 1 + draw.number(1) }, () => peer(draw)) }),
    ...(draw.yes(7) && { ports: Array.from({ length: 1 + draw.number(1) }, () => port(draw)) }),
  };
}

function peer(draw: Draw): Properties {
  if (draw.yes(2)) {
    return {
      ipBlock: {
        cidr: draw.one(["0.0.0.0/0", "10.1.0.0/16", "10.1.17.0/24"]),
        ...(draw.yes(5) && { except: [draw.one(["10.1.17.0/25", "203.0.113.0/24"])] }),
      },
    };
  }
  const isEverywhere = draw.yes(5);
  return {
    ...(isEverywhere && { namespaceSelector: draw.yes(3) ? {} : namespaceSelector(draw) }),
    ...((!isEverywhere || draw.yes(6)) && { podSelector: draw.yes(2) ? {} : selector(draw) }),
  };
}

function namespaceSelector(draw: Draw): Properties {
  return { matchLabels: draw.one([{ "kubernetes.io/metadata.name": draw.one(NAMESPACES) }, { team: "a" }]) };
}

function selector(draw: Draw): Properties {
  if (draw.yes(6)) return { matchLabels: draw.one([{ role: draw.one(ROLES) }, { role: "ingress", tier: "1" }]) };
  const operator = draw.one(["In", "NotIn", "Exists", "DoesNotExist"]);
  const values = operator === "In" || operator === "NotIn" ? { values: draw.some(["1", "2", "3"]) } : {};
  return { matchExpressions: [{ key: draw.one(["tier", "role"]), operator, ...values }] };
}

function port(draw: Draw): Properties {
  const number = draw.one<number | string | undefined>([443, 8443, 53, "https", undefined]);
  return {
    ...(draw.yes(7) && { protocol: draw.one(["TCP", "UDP"]) }),
    ...(number !== undefined && { port: number }),
    ...(typeof number === "number" && draw.yes(2) && { endPort: number + 500 }),
  };
}
