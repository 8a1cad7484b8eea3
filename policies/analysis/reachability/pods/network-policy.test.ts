import { describe, expect, it } from "vitest";
import { addressOf } from "../packets/ipv4";
import { servicesText } from "../packets/service-axis";
import { allowedIn, allowedOut, outside, passing, type NetworkPolicy, type PodGroup } from "./network-policy";

const pods = (namespace: string, app: string): PodGroup => ({
  name: `${namespace}/${app}`,
  namespace,
  labels: { app },
  namespaceLabels: { tenant: namespace },
  ports: { https: 8443 },
});
const [ingress, duin, lind] = [pods("ingress", "ingress"), pods("duin", "web"), pods("lind", "web")];

const denyAll = (namespace: string): NetworkPolicy => ({
  name: "rest",
  namespace,
  podSelector: {},
  ingress: [],
  egress: [],
});
const fromIngress: NetworkPolicy = {
  name: "from-ingress",
  namespace: "duin",
  podSelector: { matchLabels: { app: "web" } },
  ingress: [{ peers: [{ namespaceSelector: { matchLabels: { tenant: "ingress" } } }], ports: [{ port: "https" }] }],
};
const texts = (services: ReturnType<typeof passing>) => servicesText(services);

describe("network policies", () => {
  it("restrict nothing where there are none", () => {
    expect(texts(passing(duin, lind, []))).toEqual(["everything"]);
  });

  it("keep apart what they deny by default, from either side", () => {
    expect(texts(passing(duin, lind, [denyAll("duin")]))).toEqual([]);
    expect(texts(passing(duin, lind, [denyAll("lind")]))).toEqual([]);
  });

  it("add up, and find ports by the receiver's names", () => {
    const policies = [denyAll("duin"), fromIngress];
    expect(texts(passing(ingress, duin, policies))).toEqual(["TCP 8443"]);
    expect(texts(passing(lind, duin, policies))).toEqual([]);
    expect(texts(passing(ingress, { ...duin, ports: {} }, policies))).toEqual([]);
  });

  it("restrict only the directions that they name", () => {
    expect(texts(allowedOut(duin, lind, [fromIngress]))).toEqual(["everything"]);
    expect(texts(allowedIn(duin, lind, [fromIngress]))).toEqual([]);
  });

  it("mean their own namespace where they name pods only", () => {
    const within: NetworkPolicy = {
      name: "own",
      namespace: "duin",
      podSelector: {},
      ingress: [{ peers: [{ podSelector: {} }] }],
    };
    expect(texts(allowedIn(duin, pods("duin", "job"), [within]))).toEqual(["everything"]);
    expect(texts(allowedIn(duin, lind, [within]))).toEqual([]);
  });

  it("open blocks of addresses but for their exceptions, and never to pods", () => {
    const block: NetworkPolicy = {
      name: "data",
      namespace: "duin",
      podSelector: {},
      egress: [
        { peers: [{ ipBlock: { cidr: "10.76.20.0/24", except: ["10.76.20.128/25"] } }], ports: [{ port: 1433 }] },
      ],
    };
    const to = (address: string) => texts(allowedOut(duin, outside(addressOf(address) ?? -1), [block]));
    expect(to("10.76.20.5")).toEqual(["TCP 1433"]);
    expect(to("10.76.20.130")).toEqual([]);
    expect(to("10.76.21.5")).toEqual([]);
    expect(texts(allowedOut(duin, lind, [block]))).toEqual([]);
  });

  it.each([
    ["In", ["web"], true],
    ["In", ["job"], false],
    ["NotIn", ["job"], true],
    ["Exists", [], true],
    ["DoesNotExist", [], false],
  ] as const)("select by expression %s %j", (operator, values, isSelected) => {
    const policy: NetworkPolicy = {
      name: "p",
      namespace: "duin",
      podSelector: { matchExpressions: [{ key: "app", operator, values }] },
      ingress: [],
    };
    expect(texts(allowedIn(duin, lind, [policy]))).toEqual(isSelected ? [] : ["everything"]);
  });
});
