import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { ClusterForTests } from "./cluster-for-tests";

let cloud: CloudForTests;
let cluster: ClusterForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  cluster = new ClusterForTests(cloud);
});
afterEach(() => cloud.close());

function shown(path: string): unknown {
  return valueAt(cloud.get(cluster.id)?.body ?? {}, path);
}

type Changes = (cluster: ClusterForTests) => ArmObject;

describe("a managed cluster that is there", () => {
  it.each<[string, Changes, string[]]>([
    ["another DNS prefix", () => ({ dnsPrefix: "other" }), ["PropertyChangeNotAllowed"]],
    [
      "other pods",
      (own) => ({ networkProfile: own.networkProfile({ podCidr: "10.245.0.0/16" }) }),
      ["PropertyChangeNotAllowed"],
    ],
    ["a public server", () => ({ apiServerAccessProfile: {} }), ["PropertyChangeNotAllowed"]],
    ["another zone", () => ({ apiServerAccessProfile: { enablePrivateCluster: true } }), ["PropertyChangeNotAllowed"]],
    ["no issuer", () => ({ oidcIssuerProfile: { enabled: false } }), ["PropertyChangeNotAllowed"]],
    ["an older version", () => ({ kubernetesVersion: "1.34" }), ["OperationNotAllowed"]],
    [
      "an older version of a pool",
      (own) => ({ agentPoolProfiles: [own.pool({ orchestratorVersion: "1.34" })] }),
      ["NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged"],
    ],
    ["a version two ahead", () => ({ kubernetesVersion: "1.37" }), ["OperationNotAllowed"]],
    ["one more pool", (own) => ({ agentPoolProfiles: [own.pool(), own.pool({ name: "more" })] }), ["BadRequest"]],
    [
      "another size of nodes",
      (own) => ({ agentPoolProfiles: [own.pool({ vmSize: "Standard_D8ds_v5" })] }),
      ["PropertyChangeNotAllowed"],
    ],
    ["one more node", (own) => ({ agentPoolProfiles: [own.pool({ count: 4 })] }), []],
    ["the next version", () => ({ kubernetesVersion: "1.36" }), []],
  ])("answers a change to %s", async (_, changes, codes) => {
    await cluster.prepare();
    const before = { kubernetesVersion: "1.35", oidcIssuerProfile: { enabled: true } };
    await cloud.put(cluster.id, cluster.body(before));
    expect(await cloud.refusals(cluster.id, cluster.body({ ...before, ...changes(cluster) }))).toEqual(codes);
  });

  it("upgrades the pools that it lists", async () => {
    await cluster.prepare();
    await cloud.put(cluster.id, cluster.body({ kubernetesVersion: "1.35" }));
    await cloud.put(cluster.id, cluster.body({ kubernetesVersion: "1.36" }));
    expect(shown("properties.agentPoolProfiles[].orchestratorVersion")).toBe("1.36");
  });
});
