import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { registeredResource, type Properties } from "../../policies/resources/registered-resource";
import { kubernetesManifests } from "./kubernetes-manifests";

const provider = "urn:pulumi:pct-local-workload-01::deltawerk::pulumi:providers:kubernetes::cluster-weu";

function object(kind: string, name: string, namespace: string | undefined, more: Properties = {}) {
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  const urn = `urn:pulumi:pct-local-workload-01::deltawerk::kubernetes:core/v1:${kind}::${name}`;
  return registeredResource({ urn, provider, inputs: { ...more, kind, metadata, apiVersion: "v1" } });
}

const objects = [
  object("Service", "web", "ns-duin"),
  object("ConfigMap", "b", "ns-duin", { data: { text: "a\nb\n", flag: "yes" }, __internal: 1 }),
  object("Namespace", "ns-duin", undefined),
];

test("texts stay texts for readers of YAML 1.1", () => {
  const data = { epoch: "2024-01-01T20:32:00.000Z", flag: "off", port: "0777", at: "12:30" };
  const [file] = kubernetesManifests([object("ConfigMap", "b", "ns-duin", { data })]);
  const [document] = parseAllDocuments(file?.text ?? "", { version: "1.1" });
  expect(document?.toJS()).toMatchObject({ data });
});

test("objects are manifests, a file for each namespace of each cluster, in a stable order", () => {
  const files = kubernetesManifests(objects);
  expect(files.map(({ path }) => path)).toEqual([
    "pct-local-workload-01/cluster-weu/cluster.yaml",
    "pct-local-workload-01/cluster-weu/ns-duin.yaml",
  ]);
  const documents = parseAllDocuments(files[1]?.text ?? "").map((document) => document.toJS() as Properties);
  expect(documents).toEqual([
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "b", namespace: "ns-duin" },
      data: { text: "a\nb\n", flag: "yes" },
    },
    { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "ns-duin" } },
  ]);
  expect(kubernetesManifests([...objects].reverse())).toEqual(files);
});
