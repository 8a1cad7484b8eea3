import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { written, type KubeMap, type KubeObject } from "../cluster/kube-object";
import { ServedCluster } from "../test-bed/served-cluster";
import { podSpec, workloadObject, workloadObjects } from "../test-bed/workload-objects";

/** Three nodes in three zones, of 4 cores and 16 GiB each. */
const zonal = { count: 3, availabilityZones: ["1", "2", "3"] };
const labels = { "app.kubernetes.io/name": "app" };
let cluster: ServedCluster;
let count = 0;

beforeAll(async () => {
  cluster = await ServedCluster.start(zonal);
  for (const object of workloadObjects.filter(
    ({ kind }) => !["Deployment", "HorizontalPodAutoscaler", "Job", "CronJob"].includes(written(kind)),
  )) {
    await cluster.create(object);
  }
});
afterAll(() => cluster.close());

/** The failure of a deployment, which is gone afterwards; nothing where it becomes ready. */
async function failureOf(pod: KubeMap, replicas = 3): Promise<string> {
  count += 1;
  const name = `app-${count}`;
  const object: KubeObject = {
    ...workloadObject("Deployment", "app"),
    metadata: { name, namespace: "tenant-ab12" },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  };
  const failure = await cluster.create(object).then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.message : "something else"),
  );
  await cluster.client.delete("kubernetes:apps/v1:Deployment", `tenant-ab12/${name}`);
  return failure;
}

const container = (changes: KubeMap): KubeMap =>
  podSpec({ containers: [{ ...(podSpec()["containers"] as readonly KubeMap[])[0], ...changes }] });

describe("pods", () => {
  it("become ready where they find everything", async () => {
    expect(await failureOf(podSpec())).toBe("");
  });

  it.each<readonly [what: string, pod: KubeMap, reason: string]>([
    ["account", podSpec({ serviceAccountName: "nobody" }), 'serviceaccount "nobody" not found'],
    ["priority", podSpec({ priorityClassName: "nothing" }), "no PriorityClass with name nothing was found"],
    [
      "ConfigMap",
      podSpec({ volumes: [...volumes(), { name: "more", configMap: { name: "nothing" } }] }),
      'configmap "nothing" not found',
    ],
    [
      "key",
      container({ env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "connection", key: "nothing" } } }] }),
      "couldn't find key nothing in ConfigMap tenant-ab12/connection",
    ],
    ["secret", container({ envFrom: [{ secretRef: { name: "nothing" } }] }), 'secret "nothing" not found'],
    [
      "driver",
      podSpec({ volumes: [...volumes(), { name: "disk", csi: { driver: "disk.csi.azure.com" } }] }),
      "volumes of the driver disk.csi.azure.com are not modelled",
    ],
    [
      "storage",
      podSpec({ volumes: [...volumes(), { name: "disk", persistentVolumeClaim: { claimName: "disk" } }] }),
      "volumes of type persistentVolumeClaim are not modelled",
    ],
  ])("do not without their %s", async (_, pod, reason) => {
    expect(await failureOf(pod)).toContain(reason);
  });

  it("are kept out by the security profile of their namespace", async () => {
    const failure = await failureOf(container({ securityContext: {} }));
    expect(failure).toContain(
      'violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (containers "app")',
    );
    expect(failure).toContain('must drop "ALL"');
  });

  it("are kept out by the quota of their namespace", async () => {
    const big = container({ resources: { requests: { cpu: "1500m" }, limits: { memory: "1Gi" } } });
    expect(await failureOf(big, 2)).toBe("");
    expect(await failureOf(big, 3)).toContain(
      "exceeded quota: quota, requested: requests.cpu=3 x 1.5, used: requests.cpu=0, limited: requests.cpu=4",
    );
  });

  it("need room on the nodes, each whole on one", async () => {
    const huge = container({ resources: { requests: { cpu: "4" }, limits: { memory: "1Gi" } } });
    expect(await failureOf(huge, 1)).toContain(
      "0/3 nodes are available, with the pools at their largest: 3 Insufficient cpu",
    );
  });

  it("need nodes that they choose and that take them", async () => {
    expect(await failureOf(podSpec({ nodeSelector: { "deltawerk/tenant": "ab12" } }))).toContain(
      "3 node(s) didn't match Pod's node affinity/selector",
    );
    expect(await failureOf(podSpec({ nodeSelector: { agentpool: "system" } }))).toBe("");
  });

  it("are spread as they demand", async () => {
    const alone = podSpec({
      topologySpreadConstraints: [],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } },
          ],
        },
      },
    });
    expect(await failureOf(alone, 3)).toBe("");
    expect(await failureOf(alone, 4)).toContain(
      "3 node(s) didn't match pod anti-affinity rules. 3 of 4 pods were scheduled",
    );
  });

  it("that were kept out come when the reason is gone", async () => {
    const late = { ...workloadObject("Deployment", "app"), metadata: { name: "late", namespace: "tenant-ab12" } };
    const { spec } = late as { readonly spec?: KubeMap };
    const waiting = {
      ...late,
      spec: { ...spec, template: { metadata: { labels }, spec: podSpec({ serviceAccountName: "late" }) } },
    };
    await expect(cluster.create(waiting)).rejects.toThrow('serviceaccount "late" not found');
    await cluster.create({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "late", namespace: "tenant-ab12" },
    });
    const { outputs } = await cluster.client.read(
      "kubernetes:apps/v1:Deployment",
      { id: "tenant-ab12/late", outputs: {} },
      {},
    );
    expect(outputs["status"]).toMatchObject({ readyReplicas: 3 });
  });
});

function volumes(): readonly KubeMap[] {
  return podSpec()["volumes"] as readonly KubeMap[];
}
