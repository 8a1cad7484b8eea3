import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import type { RecordedResource } from "../../components/record-resources";
import { planOf as planFrom, sourcesOf, tenantOf, withTenants } from "../plan/plan.fixture";
import { planOf } from "./cell-network.fixture";
import { cellOutputs, objectsIn, recordWorkload, type Applied } from "./workload.fixture";

const PLATFORMS = Object.keys(PLATFORM_CODES) as readonly Platform[];
const CELLS = PLATFORMS.flatMap((platform) =>
  planOf(platform).cells.map((cell) => ({ platform, number: cell.number, cell })),
);

interface Container {
  readonly image: string;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<"requests" | "limits", Readonly<Record<string, string>>>>;
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly unknown[];
  readonly topologySpreadConstraints?: readonly { readonly topologyKey: string }[];
  readonly hostAliases?: readonly { readonly ip: string; readonly hostnames: readonly string[] }[];
}
interface Template {
  readonly metadata: Readonly<Record<"labels" | "annotations", Readonly<Record<string, string>>>>;
  readonly spec: PodSpec;
}

function templateOf({ kind, inputs }: Applied): Template {
  type Pods = { readonly template: Template };
  return kind === "CronJob"
    ? (inputs["spec"] as { readonly jobTemplate: { readonly spec: Pods } }).jobTemplate.spec.template
    : (inputs["spec"] as Pods).template;
}
const ofKind = (objects: readonly Applied[], kind: string) => objects.filter((one) => one.kind === kind);
const labelsOf = ({ inputs }: Applied) =>
  (inputs["metadata"] as { readonly labels?: Readonly<Record<string, string>> }).labels ?? {};

describe.each(CELLS)("the workload layer of $platform, cell $number", ({ platform, cell }) => {
  const plan = planOf(platform);
  let resources: readonly RecordedResource[];
  let objects: readonly Applied[];

  beforeAll(async () => {
    resources = await recordWorkload(plan, cell);
    objects = objectsIn(resources);
  });

  it("signs in to each cluster by its own provider", () => {
    const providers = resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
    expect(providers.map(({ inputs }) => inputs["clusterIdentifier"]).sort()).toEqual(
      Object.values(cellOutputs(cell).clusters)
        .map(({ uid }) => uid)
        .sort(),
    );
  });

  it("closes every namespace in both directions, and lets only restricted pods in beside the ingress", () => {
    const namespaces = ofKind(objects, "Namespace");
    const closed = ofKind(objects, "NetworkPolicy").filter(({ name }) => name === "deny-all");
    expect(closed.map(({ namespace }) => namespace).sort()).toEqual(namespaces.map(({ name }) => name).sort());
    for (const { inputs } of closed) {
      expect(inputs["spec"]).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    }
    for (const namespace of namespaces) {
      const enforced = namespace.name === "ns-web" ? "baseline" : "restricted";
      expect(labelsOf(namespace)).toMatchObject({ "pod-security.kubernetes.io/enforce": enforced });
    }
  });

  it("has no empty list in a policy, which the API server would drop and the next update write again", () => {
    const policies = ofKind(objects, "NetworkPolicy").map(({ name, inputs }) => ({
      name,
      spec: JSON.stringify(inputs),
    }));
    expect(policies.length).toBeGreaterThan(0);
    expect(policies.filter(({ spec }) => spec.includes("[]"))).toEqual([]);
  });

  it("runs nothing as root, with a privilege, from a tag, without bounds or with a token of the API server", () => {
    const pods = ["Deployment", "Job", "CronJob"].flatMap((kind) =>
      ofKind(objects, kind).map((one) => templateOf(one).spec),
    );
    expect(pods.length).toBeGreaterThan(0);
    for (const { containers, automountServiceAccountToken, securityContext } of pods) {
      expect(automountServiceAccountToken).toBe(false);
      expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      for (const { image, securityContext: own, resources: bounds } of containers) {
        expect(image).toMatch(/^registry\.example\/[a-z0-9/]+@sha256:[0-9a-f]{64}$/);
        expect(own).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(Object.keys(bounds.limits).sort()).toEqual(["cpu", "ephemeral-storage", "memory"]);
        expect(Object.keys(bounds.requests).sort()).toEqual(Object.keys(bounds.limits).sort());
      }
    }
  });

  it("has everything of each tenant once in each of its clusters", () => {
    for (const workload of cell.workloads) {
      for (const { code } of workload.tenants) {
        const kinds = resources
          .filter(({ type, name }) => type.startsWith("kubernetes:") && name.includes(`-${code}-${workload.site}`))
          .map(({ type }) => type.split(":").at(-1));
        const scheduled = plan.jobs.filter(({ per }) => per === "tenant").map(() => "CronJob");
        const jobs = workload.standby ? [] : ["Job", "NetworkPolicy", "CronJob", ...scheduled];
        expect(kinds.sort()).toEqual(
          [
            "BackendTLSPolicy",
            "ConfigMap",
            "Deployment",
            "HTTPRoute",
            "HorizontalPodAutoscaler",
            "LimitRange",
            "Namespace",
            "NetworkPolicy",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "ReferenceGrant",
            "ResourceQuota",
            "SecretProviderClass",
            "Service",
            "ServiceAccount",
            ...jobs,
          ].sort(),
        );
      }
    }
  });

  it("makes the users of each database for the tenant's identity and for its backups, and only where the database is written", () => {
    const jobs = ofKind(objects, "Job");
    expect(jobs.map(({ name }) => name).sort()).toEqual(cell.tenants.map(({ code }) => `principals-${code}`).sort());
    for (const { code } of cell.tenants) {
      const job = jobs.find(({ name }) => name === `principals-${code}`);
      const [container] = job === undefined ? [] : templateOf(job).spec.containers;
      const env = (container as unknown as { readonly env: readonly { name: string; value: string }[] }).env;
      const users = env.find(({ name }) => name === "PRINCIPALS")?.value ?? "[]";
      const [application, ...others] = JSON.parse(users) as readonly Readonly<Record<string, unknown>>[];
      expect(application).toMatchObject({
        name: `id-${code}`,
        type: "application",
        roles: ["db_datareader", "db_datawriter"],
      });
      // Who exports and who verifies; none of them is the application.
      expect(others.map(({ name }) => String(name).replace(/^.*-job-+/, ""))).toEqual([
        ...plan.backup.copies.map(({ key }) => `export-${key}`),
        "verification",
      ]);
      expect(others.every(({ roles }) => JSON.stringify(roles) === '["db_owner"]')).toBe(true);
    }
  });

  it("keeps replicas apart, and each on the nodes that are meant for it", () => {
    for (const workload of cell.workloads) {
      const zones = plan.sites.find(({ code }) => code === workload.site)?.zones ?? [];
      const here = resources.filter(({ name }) => name.endsWith(`-${workload.site}-deployment`));
      for (const { inputs } of here) {
        const { spec } = (inputs["spec"] as { readonly template: Template }).template;
        expect(spec.topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual(
          zones.length > 1 ? ["topology.kubernetes.io/zone", "kubernetes.io/hostname"] : ["kubernetes.io/hostname"],
        );
      }
    }
    for (const cluster of cell.clusters) {
      for (const pool of cluster.pools.filter(({ tenant }) => tenant !== undefined)) {
        const deployment = ofKind(objects, "Deployment").find(
          ({ namespace }) => namespace === `ns-${pool.tenant ?? ""}`,
        );
        const spec = deployment && templateOf(deployment).spec;
        expect(spec?.nodeSelector).toEqual({ "deltawerk/tenant": pool.tenant });
        expect(spec?.tolerations).toHaveLength(1);
      }
    }
  });

  it("opens the gateway at the reserved address, with a listener for each tenant and its own certificate", () => {
    const gateways = ofKind(objects, "Gateway").map(({ inputs }) => inputs["spec"]) as readonly {
      readonly infrastructure: { readonly annotations: Readonly<Record<string, string>> };
      readonly listeners: readonly { readonly name: string; readonly hostname: string }[];
    }[];
    // A gateway without a listener is refused, so a cluster without tenants has none.
    const occupied = cell.workloads.filter(({ tenants }) => tenants.length > 0);
    expect(
      gateways.map(
        ({ infrastructure }) => infrastructure.annotations["service.beta.kubernetes.io/azure-load-balancer-ipv4"],
      ),
    ).toEqual(occupied.map(({ ingress }) => ingress.address));
    expect(gateways.map(({ listeners }) => listeners.map(({ name, hostname }) => [name, hostname]))).toEqual(
      occupied.map(({ tenants }) => tenants.map(({ code, hostName }) => [code, hostName])),
    );
  });
});

describe("a tenant that comes", () => {
  const before = planFrom(withTenants(sourcesOf("superoffice"), [tenantOf(1, 0), tenantOf(1, 2)]));
  const after = planFrom(withTenants(sourcesOf("superoffice"), [tenantOf(1, 0), tenantOf(1, 1), tenantOf(1, 2)]));

  it("changes no object of another tenant, and of what is shared only the gateway's list of names", async () => {
    const byName = async (plan: typeof before) => {
      const [cell] = plan.cells;
      if (cell === undefined) throw new Error("no cell");
      const resources = await recordWorkload(plan, cell);
      return new Map(resources.map(({ type, name, inputs }) => [`${type} ${name}`, JSON.stringify(inputs)]));
    };
    const [old, now] = [await byName(before), await byName(after)];
    const added = [...now.keys()].filter((name) => !old.has(name));
    expect(added.every((name) => name.includes("t101"))).toBe(true);
    const changed = [...old].filter(([name, inputs]) => now.get(name) !== inputs).map(([name]) => name);
    expect(changed).toEqual([
      "kubernetes:gateway.networking.k8s.io/v1:Gateway ingress-noe-gateway",
      "kubernetes:gateway.networking.k8s.io/v1:Gateway ingress-now-gateway",
    ]);
  });
});

describe("a tenant whose data is somewhere else", () => {
  it("gets new pods and a new job, and nobody else does", async () => {
    const plan = planOf("superoffice");
    const [cell] = plan.cells;
    if (cell === undefined) throw new Error("no cell");
    const outputs = cellOutputs(cell);
    const moved = outputs.tenants["nord"];
    if (moved === undefined) throw new Error("no tenant");
    const data = { database: "db-nord-02", databaseId: "/subscriptions/cells/servers/server/databases/db-nord-02" };
    const tenants = { ...outputs.tenants, nord: { ...moved, ...data, generation: "02" } };
    const states = async (changed: Partial<typeof outputs>) =>
      new Map(
        (await recordWorkload(plan, cell, changed)).map(({ name, inputs }) => [name, JSON.stringify(inputs)] as const),
      );
    const [old, now] = [await states({}), await states({ tenants })];
    const changed = [...old].filter(([name, inputs]) => now.get(name) !== inputs).map(([name]) => name);
    expect(changed.sort()).toEqual([
      "application-nord-noe-deployment",
      "application-nord-now-deployment",
      "export-nightly-nord-noe-schedule",
      "presence-nord-noe-schedule",
      "principals-nord-noe-job",
      "restore-nord-noe-template",
      "scan-nord-noe-schedule",
      "tenant-nord-noe-connection",
      "tenant-nord-now-connection",
      "verification-copy-nightly-nord-noe-schedule",
      "verification-long-term-nord-noe-schedule",
      "verification-point-in-time-nord-noe-schedule",
    ]);
  });
});
