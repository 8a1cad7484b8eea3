import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TinyProject } from "../operations/engine/test-bed/tiny-project";
import type { SimulatorConnection } from "../simulator/client/connection";
import { startSimulator, stopSimulator } from "../simulator/client/simulator-process";

const projectFolder = path.resolve(__dirname, "..");

/** A cluster, and in it a namespace, a kind of one's own and an object of that; `data` is that of two ConfigMaps. */
function program({ data = "one", account = "default" }: { data?: string; account?: string }): string {
  return `
const { ResourceGroup } = require("@pulumi/azure-native/resources");
const { ManagedCluster, listManagedClusterUserCredentialsOutput } = require("@pulumi/azure-native/containerservice");
const kubernetes = require("@pulumi/kubernetes");
const group = new ResourceGroup("group", { resourceGroupName: "rg-tiny", location: "westeurope" });
const cluster = new ManagedCluster("cluster", {
  resourceGroupName: group.name, resourceName: "aks-tiny", location: "westeurope", dnsPrefix: "tiny",
  identity: { type: "SystemAssigned" }, aadProfile: { managed: true }, disableLocalAccounts: true,
  agentPoolProfiles: [{
    name: "system", mode: "System", vmSize: "Standard_D4ds_v5", count: 2, availabilityZones: ["1"],
  }],
});
const { kubeconfigs } = listManagedClusterUserCredentialsOutput({
  resourceGroupName: group.name, resourceName: cluster.name, format: "exec",
});
const kubeconfig = kubeconfigs.apply((all) => Buffer.from(all[0].value, "base64").toString());
const provider = new kubernetes.Provider("in-cluster", { kubeconfig });
const options = { provider };
const namespace = new kubernetes.core.v1.Namespace("tenant", { metadata: { name: "tenant" } }, options).metadata.name;
new kubernetes.core.v1.ConfigMap("named", { metadata: { name: "named", namespace }, data: { value: "${data}" } }, options);
new kubernetes.core.v1.ConfigMap("unnamed", { metadata: { namespace }, data: { value: "${data}" } }, options);
const kind = new kubernetes.apiextensions.v1.CustomResourceDefinition("kind", {
  metadata: { name: "things.example.net" },
  spec: {
    group: "example.net", scope: "Namespaced", names: { kind: "Thing", plural: "things" },
    versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: {
      type: "object", properties: { spec: { type: "object", x_kubernetes_preserve_unknown_fields: true } },
    } } }],
  },
}, options);
new kubernetes.apiextensions.CustomResource("thing", {
  apiVersion: "example.net/v1", kind: "Thing", metadata: { name: "thing", namespace }, spec: { any: [1] },
}, { provider, dependsOn: kind });
const labels = { app: "app" };
const deployment = new kubernetes.apps.v1.Deployment("app", {
  metadata: { name: "app", namespace },
  spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {
    serviceAccountName: "${account}", containers: [{ name: "app", image: "example.net/app:1", resources: { requests: { cpu: "0.1" } } }],
  } } },
}, options);
exports.ready = deployment.status.readyReplicas;
`;
}

describe("the real engine with objects in a cluster of the local cloud", () => {
  let folder: string;
  let cloud: SimulatorConnection;
  let project: TinyProject;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-kubernetes-"));
    cloud = await startSimulator({ projectFolder, stateFolder: folder });
    project = await TinyProject.create(program({}), cloud.providerPorts);
    await project.pulumi("config", "set", "azure-native:subscriptionId", "5a7c1d1e-0000-4000-8000-000000000001");
  }, 1_200_000);

  afterAll(async () => {
    await stopSimulator(folder);
    project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const up = (variant: Parameters<typeof program>[0]): ReturnType<TinyProject["run"]> => {
    project.write("index.js", program(variant));
    return project.run("up", "--yes");
  };

  it("makes cluster and objects in one run, and changes nothing the second time, also after a refresh", async () => {
    const first = await project.run("up", "--yes");
    expect(first.output).toContain("+ 10 created");
    expect(JSON.parse(await project.pulumi("stack", "output", "--json"))).toEqual({ ready: 2 });
    expect((await project.run("up", "--yes")).output).toContain("10 unchanged");
    const refreshed = await project.run("preview", "--refresh", "--expect-no-changes");
    expect(refreshed.exitCode, refreshed.output).toBe(0);
  }, 180_000);

  it("replaces what cannot change: under the same name or, where the provider has named it, a new one", async () => {
    project.write("index.js", program({ data: "two" }));
    const preview = await project.run("preview", "--diff");
    expect(preview.output).toContain('value: "one" => "two"');
    const { output } = await project.run("up", "--yes");
    expect(output).toContain("+-2 replaced");
    expect(output).toContain("8 unchanged");
  }, 120_000);

  it("records what does not become ready, and goes on when the reason is gone", async () => {
    const failed = await up({ data: "two", account: "nobody" });
    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toContain(
      'error looking up service account tenant/nobody: serviceaccount "nobody" not found',
    );
    expect(await project.pulumi("stack", "export")).toContain("initErrors");
    expect((await up({ data: "two" })).output).toContain("~ 1 updated");
  }, 120_000);

  it("deletes everything", async () => {
    const { output } = await project.run("destroy", "--yes");
    expect(output).toContain("- 10 deleted");
    expect(await cloud.resources()).toEqual([]);
  }, 120_000);
});
