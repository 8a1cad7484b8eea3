import { forbidden, invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import { isIPv4 } from "node:net";
import {
  listAt,
  mapAt,
  mapsAt,
  numberAt,
  textAt,
  withPart,
  type KubeMap,
  type KubeObject,
  written,
} from "../cluster/kube-object";
import type { KindRules } from "./kind-rules";
import { noneOf, selectorProblems } from "./label-selector";
import { targetPortProblems } from "../pods/probe-check";

/** Where a rule names its peers, by direction. */
const directions = [
  ["ingress", "from"],
  ["egress", "to"],
] as const;

function policyDefaults(object: KubeObject): KubeObject {
  const spec = mapAt(object, "spec");
  const types = ["Ingress", ...(listAt(spec, "egress").length > 0 ? ["Egress"] : [])];
  const rules = directions.flatMap(([direction]) =>
    spec[direction] === undefined ? [] : [[direction, mapsAt(spec, direction).map(ruleDefaults)] as const],
  );
  return withPart(object, "spec", { podSelector: {}, policyTypes: types, ...spec, ...Object.fromEntries(rules) });
}

function ruleDefaults(rule: KubeMap): KubeMap {
  if (rule["ports"] === undefined) return rule;
  return { ...rule, ports: mapsAt(rule, "ports").map((port) => ({ protocol: "TCP", ...port })) };
}

function ruleProblems(rule: KubeMap, peers: string, field: string): readonly ObjectProblem[] {
  return [
    ...mapsAt(rule, "ports").flatMap((port, i) => portProblems(port, `${field}.ports[${i}]`)),
    ...mapsAt(rule, peers).flatMap((peer, i) => peerProblems(peer, `${field}.${peers}[${i}]`)),
  ];
}

function portProblems(port: KubeMap, field: string): readonly ObjectProblem[] {
  const [first, last] = [port["port"], numberAt(port, "endPort")];
  return [
    ...noneOf(textAt(port, "protocol"), ["SCTP", "TCP", "UDP"], `${field}.protocol`),
    ...(first === undefined ? [] : targetPortProblems(first, `${field}.port`)),
    ...when(last !== undefined && first === undefined, () =>
      required(`${field}.port`, "may not be empty when `endPort` is specified"),
    ),
    ...when(last !== undefined && typeof first === "string", () =>
      invalid(`${field}.endPort`, last ?? null, "may not be specified when `port` is non-numeric"),
    ),
    ...when(last !== undefined && typeof first === "number" && last < first, () =>
      invalid(`${field}.endPort`, last ?? null, "must be greater than or equal to `port`"),
    ),
  ];
}

function peerProblems(peer: KubeMap, field: string): readonly ObjectProblem[] {
  const block = peer["ipBlock"] !== undefined;
  const selectors = ["podSelector", "namespaceSelector"].filter((name) => peer[name] !== undefined);
  return [
    ...when(!block && selectors.length === 0, () => required(field, "must specify a peer")),
    ...when(block && selectors.length > 0, () => forbidden(field, "may not specify both ipBlock and another peer")),
    ...selectors.flatMap((name) => selectorProblems(mapAt(peer, name), `${field}.${name}`)),
    ...(block ? blockProblems(mapAt(peer, "ipBlock"), `${field}.ipBlock`) : []),
  ];
}

function blockProblems(block: KubeMap, field: string): readonly ObjectProblem[] {
  const cidr = textAt(block, "cidr") ?? "";
  return [
    ...when(cidr === "", () => required(`${field}.cidr`)),
    ...(cidr === "" ? [] : cidrProblems(cidr, `${field}.cidr`)),
    ...listAt(block, "except").flatMap((inner, i) => {
      const text = written(inner);
      const place = `${field}.except[${i}]`;
      const wrong = cidrProblems(text, place);
      return wrong.length > 0 || isWithin(text, cidr)
        ? wrong
        : [invalid(place, text, "must be a strict subset of `cidr`")];
    }),
  ];
}

function cidrProblems(cidr: string, field: string): readonly ObjectProblem[] {
  if (cidr.includes(":")) return []; // IPv6 is left to the real server: nothing here uses it
  const range = rangeOf(cidr);
  return [
    ...when(range === undefined, () =>
      invalid(field, cidr, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"),
    ),
  ];
}

function rangeOf(cidr: string): readonly [number, number] | undefined {
  const [address = "", length = "", ...more] = cidr.split("/");
  if (!isIPv4(address) || !/^\d+$/.test(length) || Number(length) > 32 || more.length > 0) return undefined;
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return [number - (number % size), number - (number % size) + size];
}

/** Tells whether an IPv4 range is a part of another one, and not all of it. */
export function isWithin(inner: string, outer: string): boolean {
  const [small, large] = [rangeOf(inner), rangeOf(outer)];
  if (small === undefined || large === undefined) return true;
  return small[0] >= large[0] && small[1] <= large[1] && small[1] - small[0] < large[1] - large[0];
}

/** Who may talk to the pods of a namespace, and whom they may talk to. */
export const networkPolicy: KindRules = {
  groupKind: "networking.k8s.io/NetworkPolicy",
  defaults: policyDefaults,
  check: (object) => {
    const spec = mapAt(object, "spec");
    return [
      ...selectorProblems(mapAt(spec, "podSelector"), "spec.podSelector"),
      ...directions.flatMap(([direction, peers]) =>
        mapsAt(spec, direction).flatMap((rule, i) => ruleProblems(rule, peers, `spec.${direction}[${i}]`)),
      ),
      ...listAt(spec, "policyTypes").flatMap((type, i) =>
        noneOf(written(type), ["Egress", "Ingress"], `spec.policyTypes[${i}]`),
      ),
    ];
  },
};
