import { describe, expect, it } from "vitest";
import { documentsIn, loadPlatform } from "../../../../agreement/load-platform";
import { testFacts } from "../../../../agreement/test-facts";
import { registeredResource, type Properties, type RegisteredResource } from "../../../resources/registered-resource";
import { ResourceSet } from "../../../resources/resource-set";
import { UNKNOWN } from "../../../resources/unknown";
import { PlaceTexts } from "../result/place-text";
import { podFindings } from "./pod-findings";
import { readPodClusters } from "./read-pods";

const loaded = loadPlatform("superoffice", documentsIn("."), testFacts);
if (!loaded.ok) throw new Error("superoffice has problems");
const { agreement, tenants } = loaded.value;

const urnOf = (token: string, name: string) => `urn:pulumi:superoffice-local-workload-01::deltawerk::${token}::${name}`;

function object(kind: string, name: string, inputs: Properties) {
  return registeredResource({
    urn: urnOf(`kubernetes:${kind}`, name),
    provider: urnOf("pulumi:providers:kubernetes", "cluster-noe"),
    inputs,
  });
}

const namespace = (name: string) => object("core/v1:Namespace", name, { metadata: { name } });
const policy = (of: string, name: string, spec: Properties) =>
  object("networking.k8s.io/v1:NetworkPolicy", `policy-${of}-${name}`, { metadata: { name, namespace: of }, spec });
const closed = (of: string) => policy(of, "deny-all", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const pods = (role: string) => ({ matchLabels: { "deltawerk/role": role } });
const deployment = (of: string, role: string, spec: Properties = {}) =>
  object("apps/v1:Deployment", `${of}-${role}`, {
    metadata: { name: role, namespace: of },
    spec: { template: { metadata: { labels: { "deltawerk/role": role } }, spec } },
  });

/** A tenant whose application takes requests from the ingress only. */
const tenant = (code: string) => [
  namespace(`ns-${code}`),
  closed(`ns-${code}`),
  policy(`ns-${code}`, "application", {
    podSelector: pods("application"),
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ns-web" } },
            podSelector: pods("ingress"),
          },
        ],
        ports: [{ protocol: "TCP", port: 8443 }],
      },
    ],
  }),
  deployment(`ns-${code}`, "application"),
];
const ingress = [
  namespace("ns-web"),
  closed("ns-web"),
  policy("ns-web", "ingress", {
    podSelector: pods("ingress"),
    policyTypes: ["Egress"],
    egress: [{ to: [{ namespaceSelector: {}, podSelector: pods("application") }], ports: [{ port: 8443 }] }],
  }),
  deployment("ns-web", "ingress"),
];
const cluster = [...ingress, ...tenant("fjel"), ...tenant("nord")];

function found(resources: readonly RegisteredResource[]): readonly string[] {
  const clusters = readPodClusters(new ResourceSet(resources, true));
  return podFindings(clusters, { agreement, tenants }, { spokes: [], texts: new PlaceTexts([]) }).map(
    ({ kind, wouldBe, message }) => `${wouldBe === undefined ? "" : `${wouldBe} and `}${kind}: ${message}`,
  );
}

const without = (name: string) => cluster.filter((one) => one.name !== name);

describe("pods of a cluster", () => {
  it("have nothing to tell where exactly the agreed flows pass", () => {
    expect(found(cluster)).toEqual([]);
  });

  it("may not be reached by another tenant's", () => {
    const open = policy("ns-fjel", "test", { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] });
    const out = policy("ns-nord", "test", { podSelector: {}, policyTypes: ["Egress"], egress: [{}] });
    expect(found([...cluster, open, out])).toContainEqual(
      expect.stringMatching(
        /^forbidden: pods of application of tenant nord .* reach pods of application of tenant fjel .* Decided by: NetworkPolicies of ns-nord/,
      ),
    );
  });

  it("have to be reached by the ingress", () => {
    expect(found(without("policy-ns-fjel-application")).join("\n")).toMatch(
      /^missing: pods of ingress \(ns-web\) cannot reach pods of application of tenant fjel \(ns-fjel\) at TCP 8443/m,
    );
  });

  it("need a namespace that is closed to what nobody thought of", () => {
    expect(found(without("policy-ns-nord-deny-all"))).toContainEqual(
      expect.stringMatching(/^forbidden: pods of namespace ns-nord .* not restricted in ingress and egress/),
    );
  });

  it("are nobody's without a role that fits their namespace", () => {
    expect(found([...cluster, deployment("ns-fjel", "ingress")])).toContainEqual(
      expect.stringMatching(/^unclassified: nobody can tell what ns-fjel-ingress in cluster-noe is/),
    );
    expect(found([...cluster, deployment("kube-system", "application")])).toContainEqual(
      expect.stringMatching(/namespace kube-system has no name of the grammar/),
    );
  });

  it("get past every policy with the network of their node", () => {
    const own = cluster.map((one) =>
      one.name === "ns-fjel-application" && one.type.endsWith("Deployment")
        ? deployment("ns-fjel", "application", { hostNetwork: true })
        : one,
    );
    expect(found(own)).toContainEqual(expect.stringMatching(/^unclassified: .* past every NetworkPolicy/));
  });

  it("are undetermined where a policy is not known before the update", () => {
    const unknown = policy("ns-fjel", "later", { podSelector: pods("application"), egress: UNKNOWN });
    const texts = found([...without("policy-ns-fjel-application"), unknown]);
    expect(texts).toContainEqual(expect.stringMatching(/^undetermined: .*not known before the update/));
    expect(texts).toContainEqual(expect.stringMatching(/^missing and undetermined: pods of ingress/));
  });

  it("are in the namespace from which its name will come", () => {
    const urn = urnOf("kubernetes:core/v1:Namespace", "ns-fjel");
    const later = cluster.map((one) =>
      one.name === "policy-ns-fjel-deny-all"
        ? {
            ...one,
            inputs: { ...one.inputs, metadata: { name: "deny-all", namespace: UNKNOWN } },
            propertyDependencies: { metadata: [urn] },
          }
        : one,
    );
    expect(found(later)).toEqual([]);
  });
});
