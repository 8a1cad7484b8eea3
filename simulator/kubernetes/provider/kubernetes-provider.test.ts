import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PropertyMap } from "../../provider/property-value";
import { type KubeObject, written } from "../cluster/kube-object";
import { ServedCluster, tokenOf } from "../test-bed/served-cluster";
import { workloadObject, workloadObjects } from "../test-bed/workload-objects";

describe("objects of every kind", () => {
  let cluster: ServedCluster;
  const made: { object: KubeObject; id: string; inputs: PropertyMap; outputs: PropertyMap }[] = [];

  beforeAll(async () => {
    cluster = await ServedCluster.start(autoscaled);
  });
  afterAll(() => cluster.close());

  it("are created, with ids of namespace and name", async () => {
    for (const object of workloadObjects) made.push({ object, ...(await cluster.create(object)) });
    expect(made.slice(0, 5).map(({ id }) => id)).toEqual([
      "tenant-ab12",
      "tenant",
      "readers",
      "readers",
      "tenant-ab12/app",
    ]);
  });

  it.each(workloadObjects.map((object, i) => ({ kind: written(object["kind"]), i })))(
    "$kind has no difference and no drift",
    async ({ i }) => {
      const { object, id, inputs, outputs } = made[i] ?? fail(i);
      const token = tokenOf(object);
      expect(await cluster.client.diff(token, id, inputs, inputs, outputs)).toEqual({});
      const refreshed = await cluster.client.read(token, { id, outputs }, inputs);
      expect(refreshed.id).toBe(id);
      expect(refreshed.outputs).toEqual(outputs);
      expect(await cluster.client.diff(token, id, refreshed.inputs, inputs, refreshed.outputs)).toEqual({});
      expect(await cluster.client.update(token, { id, outputs }, inputs)).toEqual(outputs);
    },
  );

  it("are ready", () => {
    const status = (kind: string) => made.find(({ object }) => object["kind"] === kind)?.outputs["status"];
    expect(status("Deployment")).toMatchObject({ readyReplicas: 3, availableReplicas: 3 });
    expect(status("Job")).toMatchObject({ succeeded: 1 });
    expect(status("Namespace")).toEqual({ phase: "Active" });
  });

  it("go with their namespace", async () => {
    await cluster.client.delete("kubernetes:core/v1:Namespace", "tenant-ab12");
    const { id } = await cluster.client.read(
      "kubernetes:apps/v1:Deployment",
      { id: "tenant-ab12/app", outputs: {} },
      {},
    );
    expect(id).toBe("");
  });
});

/** Three zones, and room for what is made here. */
const autoscaled = { enableAutoScaling: true, minCount: 3, maxCount: 6, availabilityZones: ["1", "2", "3"] };

function fail(i: number): never {
  throw new Error(`object ${i} was not created`);
}

describe("an object", () => {
  let cluster: ServedCluster;
  beforeAll(async () => {
    cluster = await ServedCluster.start();
    await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "one" } });
  });
  afterAll(() => cluster.close());

  const configMap = (name: string) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "one" },
    data: { a: "1" },
  });

  it("is not taken over where somebody else has made it", async () => {
    await cluster.create(configMap("first"));
    await expect(cluster.create(configMap("first"))).rejects.toThrow('configmaps "first" already exists');
  });

  it("needs its namespace, which a preview may be about to make", async () => {
    const elsewhere = { ...configMap("x"), metadata: { name: "x", namespace: "two" } };
    await expect(cluster.create(elsewhere)).rejects.toThrow('namespaces "two" not found');
    const preview = await cluster.client.create(tokenOf(elsewhere), elsewhere, true);
    expect(preview.outputs).toEqual(elsewhere);
  });

  it("gets a name where it has none, and keeps it", async () => {
    const nameless = { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "one" }, data: {} };
    const { inputs } = await cluster.client.check("kubernetes:core/v1:ConfigMap", nameless);
    expect(inputs["metadata"]).toMatchObject({
      name: expect.stringMatching(/^thing-[0-9a-f]{8}$/) as string,
      annotations: { "pulumi.com/autonamed": "true" },
    });
    expect((await cluster.client.check("kubernetes:core/v1:ConfigMap", nameless, inputs)).inputs).toEqual(inputs);
  });

  it("is replaced where the real provider replaces it", async () => {
    const { id, inputs, outputs } = await cluster.create(configMap("replaced"));
    const changed = { ...inputs, data: { a: "2" } };
    expect(await cluster.client.diff("kubernetes:core/v1:ConfigMap", id, inputs, changed, outputs)).toEqual({
      "data.a": "UPDATE_REPLACE",
    });
    const renamed = { ...inputs, metadata: { name: "other", namespace: "one" } };
    expect(await cluster.client.diff("kubernetes:core/v1:ConfigMap", id, inputs, renamed, outputs)).toEqual({
      "metadata.name": "UPDATE_REPLACE",
    });
    const labelled = { ...inputs, metadata: { name: "replaced", namespace: "one", labels: { a: "b" } } };
    expect(await cluster.client.diff("kubernetes:core/v1:ConfigMap", id, inputs, labelled, outputs)).toEqual({
      "metadata.labels": "ADD",
    });
  });

  it("is refused by its fields before anything is made", async () => {
    const wrong = { ...configMap("wrong"), data: { a: 1 }, dta: {} } as unknown as PropertyMap;
    const { failures } = await cluster.client.check("kubernetes:core/v1:ConfigMap", wrong);
    expect(failures).toEqual(["data.a: expected string, got 1", "dta: field not declared in schema"]);
  });

  it.each([
    "kubernetes:apps/v1:DaemonSet",
    "kubernetes:apps/v1:DeploymentPatch",
    "kubernetes:storage.k8s.io/v1:StorageClass",
    "kubernetes:flowcontrol.apiserver.k8s.io/v1:FlowSchema",
  ])("of the kind %s is refused", async (token) => {
    const { failures } = await cluster.client.check(token, { metadata: { name: "x" } });
    expect(failures).toEqual([`the local cloud does not know the resource type '${token}' yet`]);
  });

  it("of a custom kind needs its definition", async () => {
    const custom = { apiVersion: "example.net/v1", kind: "Thing", metadata: { name: "x", namespace: "one" } };
    await expect(cluster.create(custom)).rejects.toThrow('no matches for kind "Thing" in version "example.net/v1"');
    await cluster.create(definition);
    await expect(cluster.create({ ...custom, spec: { size: "big" } })).rejects.toThrow("spec.size: expected integer");
    const { outputs } = await cluster.create({ ...custom, spec: { size: 3 } });
    expect(outputs["spec"]).toEqual({ size: 3, colour: "blue" });
    await cluster.client.delete(tokenOf(definition), "things.example.net");
    await expect(cluster.create({ ...custom, metadata: { name: "y", namespace: "one" } })).rejects.toThrow(
      "no matches for kind",
    );
  });

  it.each(["example.net/v1", "gateway.networking.k8s.io/v1", "snapshot.storage.k8s.io/v1"])(
    "of a custom kind of %s passes a preview before its definition is there, and no more than that",
    async (apiVersion) => {
      const custom = { apiVersion, kind: "Unknown", metadata: { name: "x", namespace: "one" }, spec: { any: [1] } };
      const { inputs, failures } = await cluster.client.check(tokenOf(custom), custom);
      expect(failures).toEqual([]);
      expect((await cluster.client.create(tokenOf(custom), inputs, true)).outputs).toEqual(inputs);
      await expect(cluster.client.create(tokenOf(custom), inputs)).rejects.toThrow(
        `no matches for kind "Unknown" in version "${apiVersion}"`,
      );
    },
  );

  it("is there with its failure where it does not become ready", async () => {
    const deployment = workloadObject("Deployment", "app");
    const lonely = { ...deployment, metadata: { name: "app", namespace: "one" } };
    await expect(cluster.create(lonely)).rejects.toThrow('serviceaccount "app" not found');
    expect((await cluster.client.read(tokenOf(lonely), { id: "one/app", outputs: {} }, {})).id).toBe("one/app");
  });
});

const definition: KubeObject = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "things.example.net" },
  spec: {
    group: "example.net",
    scope: "Namespaced",
    names: { kind: "Thing", plural: "things" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                properties: { size: { type: "integer" }, colour: { type: "string", default: "blue" } },
              },
            },
          },
        },
      },
    ],
  },
};

describe("a cluster", () => {
  let cluster: ServedCluster;
  beforeAll(async () => {
    cluster = await ServedCluster.start();
  });
  afterAll(() => cluster.close());
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "one" } };
  const token = tokenOf(namespace);

  it("must be named by a kubeconfig", async () => {
    const client = cluster.connect();
    await expect(client.configure({})).rejects.toThrow(
      "no kubeconfig: the local cloud never reads the one of this machine",
    );
    await expect(client.configure({ kubeconfig: "~/.kube/config" })).rejects.toThrow("paths of files are not modelled");
    client.close();
  });

  it("is found by its address", async () => {
    const client = cluster.connect();
    await client.configure({ kubeconfig: (await cluster.kubeconfig()).replace("kub-", "hub-") });
    await expect(client.create(token, namespace)).rejects.toThrow(
      "unreachable: no cluster of this cloud answers at https://hub-",
    );
    client.close();
  });

  it("is empty and another one when it was made again", async () => {
    const kubeconfig = await cluster.kubeconfig();
    await cluster.create(namespace);
    await cluster.cloud.remove(cluster.setup.id);
    await expect(cluster.client.create(token, namespace)).rejects.toThrow("is gone");
    await cluster.make();
    const renewed = await cluster.kubeconfig();
    expect(await cluster.client.diffConfig({ kubeconfig }, { kubeconfig: renewed })).toEqual({
      kubeconfig: "UPDATE_REPLACE",
    });
    expect(await cluster.client.diffConfig({ kubeconfig }, { kubeconfig: `${kubeconfig}\n` })).toEqual({
      kubeconfig: "UPDATE",
    });
    const [stale, fresh] = [cluster.connect(), cluster.connect()];
    await stale.configure({ kubeconfig });
    await expect(stale.create(token, namespace)).rejects.toThrow("certificate signed by unknown authority");
    await fresh.configure({ kubeconfig: renewed });
    expect((await fresh.read(token, { id: "one", outputs: {} }, {})).id).toBe("");
    await fresh.create(token, namespace);
    stale.close();
    fresh.close();
  });

  it("gives no credentials to administrators where local accounts are disabled", async () => {
    const administrators = "azure-native:containerservice:listManagedClusterAdminCredentials";
    await expect(cluster.ask(administrators, {})).rejects.toThrow("disable local accounts");
    expect(await cluster.kubeconfig()).not.toMatch(/token:|password|client-(key|certificate)-data/);
  });
});
