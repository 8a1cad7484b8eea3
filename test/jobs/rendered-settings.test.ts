import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { objectsIn, recordWorkload, type Applied } from "../../infra/layers/workload.fixture";
import { planOf } from "../../infra/layers/cell-network.fixture";
import { exportJob } from "../../jobs/export/export-job";
import { heartbeatJob } from "../../jobs/heartbeat/heartbeat-job";
import type { Job } from "../../jobs/job/run-job";
import { KINDS, Variables, type ProcessVariables } from "../../jobs/job/variables";
import { presenceJob } from "../../jobs/presence/presence-job";
import { principalsJob } from "../../jobs/principals/principals-job";
import { probeJob } from "../../jobs/probe/probe-job";
import { restoreJob } from "../../jobs/restore/restore-job";
import { scanJob } from "../../jobs/scan/scan-job";
import { verificationJob } from "../../jobs/verification/verification-job";

/** The programs by the names of their containers. */
const PROGRAMS: Readonly<Record<string, Job<unknown>>> = Object.fromEntries(
  [exportJob, verificationJob, presenceJob, principalsJob, probeJob, restoreJob, scanJob, heartbeatJob].map((job) => [
    job.name,
    job as Job<unknown>,
  ]),
);

/** What AKS gives to a pod whose service account has an identity (Microsoft Learn, aks/workload-identity-overview). */
const SIGN_IN: ProcessVariables = {
  AZURE_CLIENT_ID: "3f0c1d5e-7a2b-4c8d-9e6f-0a1b2c3d4e5f",
  AZURE_TENANT_ID: "4f0c1d5e-7a2b-4c8d-9e6f-0a1b2c3d4e5f",
  AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/azure/tokens/azure-identity-token",
  AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
};

interface Pod {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly serviceAccountName: string;
    readonly containers: readonly {
      readonly name: string;
      readonly env: readonly {
        readonly name: string;
        readonly value?: string;
        readonly valueFrom?: { readonly configMapKeyRef: { readonly name: string; readonly key: string } };
      }[];
      readonly volumeMounts: readonly { readonly mountPath: string }[];
    }[];
  };
}

function podOf({ kind, inputs }: Applied): Pod {
  const spec = inputs["spec"] as {
    readonly template?: Pod;
    readonly jobTemplate?: { readonly spec: { template: Pod } };
  };
  const pod = kind === "CronJob" ? spec.jobTemplate?.spec.template : spec.template;
  if (pod === undefined) throw new Error("not a job");
  return pod;
}

/** What somebody who asks for a restore writes into the config map. */
const REQUESTS: Readonly<Record<string, string | undefined>> = {
  REQUEST: JSON.stringify({
    id: "case-1",
    requestedBy: "duty engineer",
    requestedAt: "2026-11-26T01:00:00Z",
    reason: "rows were deleted",
    from: { kind: "copy", slot: "2026-11-25T21:00:00Z" },
  }),
};

/** What the program would find in its environment, and nothing else. */
function environmentOf(pod: Pod): ProcessVariables {
  const [container] = pod.spec.containers;
  const signsIn = pod.metadata.labels["azure.workload.identity/use"] === "true";
  const given = (container?.env ?? []).map(
    ({ name, value, valueFrom }) => [name, valueFrom === undefined ? value : REQUESTS[name]] as const,
  );
  return { ...Object.fromEntries(given), ...(signsIn && SIGN_IN) };
}

/** Whether it is a restore that looks for its reason itself. */
function looksItself({ spec }: Pod): boolean {
  return spec.containers.some(({ env }) => env.some(({ name }) => name === "WATCH"));
}

/** As `runJob` reads it; throws with every problem. */
function ordersOf(pod: Pod): unknown {
  const name = pod.spec.containers[0]?.name ?? "";
  const program = PROGRAMS[name];
  if (program === undefined) throw new Error(`there is no program ${name}`);
  const given = environmentOf(pod);
  const variables = new Variables(given);
  variables.required("PLATFORM", KINDS.platform);
  variables.required("ENVIRONMENT", KINDS.environment);
  const orders = program.read(variables, given);
  variables.check();
  return orders;
}

const CELLS = (Object.keys(PLATFORM_CODES) as Platform[]).flatMap((platform) => {
  const plan = planOf(platform);
  return plan.cells.map((cell) => ({ platform, number: cell.number, plan, cell }));
});

describe.each(CELLS)("the jobs of $platform, cell $number", ({ plan, cell }) => {
  let objects: readonly Applied[];
  let jobs: readonly Applied[];

  beforeAll(async () => {
    objects = objectsIn(await recordWorkload(plan, cell));
    jobs = objects.filter(({ kind }) => kind === "CronJob" || kind === "Job");
  });

  it("have settings that their own programs read", () => {
    expect(jobs.length).toBeGreaterThan(0);
    for (const job of jobs) expect(() => ordersOf(podOf(job)), job.name).not.toThrow();
  });

  it("lack nothing of what they are given: without any one setting that has no default, the program refuses", () => {
    // ALERT stands instead of REQUEST, and ALERT_LOOKBACK goes with it; ONLY narrows what may be asked for.
    const alternatives = ["ALERT_LOOKBACK", "ALERT", "ONLY"];
    const optional = ["CONNECT_TO", "KEY_FOLDER", "CHECK_SERVER_ID", "CHECK_SERVER_HOST", ...alternatives];
    for (const job of jobs) {
      const pod = podOf(job);
      const [container] = pod.spec.containers;
      for (const { name } of container?.env ?? []) {
        // What looks for a reason by itself needs nobody's request; without that it would be one on request.
        const unasked = ["REQUEST", "WATCH"].includes(name) && looksItself(pod);
        if (optional.includes(name) || unasked) continue;
        const without = { ...container, env: container?.env.filter((one) => one.name !== name) };
        const poorer = { ...pod, spec: { ...pod.spec, containers: [without] } } as unknown as Pod;
        expect(() => ordersOf(poorer), `${job.name} without ${name}`).toThrow(new RegExp(name));
      }
    }
  });

  it("are every planned one for every tenant, and the platform's", () => {
    const tenantJobs = plan.jobs.filter(({ per }) => per === "tenant");
    const expected = cell.workloads
      .filter(({ standby }) => !standby)
      .flatMap((workload) => [
        ...workload.jobs.map(({ key }) => key),
        ...workload.tenants.flatMap(({ code }) => [
          ...tenantJobs.map(({ job, label }) => [job, ...(label === undefined ? [] : [label]), code].join("-")),
          `restore-${code}`,
        ]),
      ]);
    const scheduled = jobs.filter(({ kind }) => kind === "CronJob").map(({ name }) => name);
    expect([...scheduled].sort()).toEqual([...expected].sort());
  });

  it("never run twice at once, say their time zone, and have an end within their interval", () => {
    for (const { inputs, name } of jobs.filter(({ kind }) => kind === "CronJob")) {
      expect(inputs["spec"], name).toMatchObject({
        concurrencyPolicy: "Forbid",
        timeZone: "Etc/UTC",
        // Nobody restores but on request, or by a reason that the restore finds itself.
        suspend: name.startsWith("restore-") && !name.startsWith("restore-watch-"),
        jobTemplate: { spec: { template: { spec: { restartPolicy: "Never" } } } },
      });
    }
    for (const workload of cell.workloads) {
      for (const job of [...workload.jobs, ...workload.tenants.flatMap((tenant) => tenant.jobs)]) {
        expect(job.deadlineSeconds, job.key).toBeLessThanOrEqual(job.everyMinutes * 60);
        expect(job.startWithinSeconds, job.key).toBeGreaterThanOrEqual(10);
      }
    }
  });

  it("are identities that their service accounts have, each copy's writer one of its own", () => {
    const accounts = new Map(
      objects
        .filter(({ kind, namespace }) => kind === "ServiceAccount" && namespace === "ns-job")
        .map(({ name, inputs }) => {
          const { annotations } = inputs["metadata"] as { readonly annotations?: Readonly<Record<string, string>> };
          return [name, annotations?.["azure.workload.identity/client-id"]] as const;
        }),
    );
    for (const job of jobs) {
      const pod = podOf(job);
      const { serviceAccountName } = pod.spec;
      expect([...accounts.keys()], job.name).toContain(serviceAccountName);
      const signsIn = pod.metadata.labels["azure.workload.identity/use"] === "true";
      expect(accounts.get(serviceAccountName) !== undefined, job.name).toBe(signsIn);
    }
    const writers = plan.backup.copies.map(({ key }) => accounts.get(`export-${key}`));
    expect(new Set([...writers, accounts.get("verification")]).size).toBe(plan.backup.copies.length + 1);
  });

  it("find private keys and disk where they look for them", () => {
    for (const job of jobs) {
      const pod = podOf(job);
      const [container] = pod.spec.containers;
      const mounted = container?.volumeMounts.map(({ mountPath }) => mountPath) ?? [];
      const folder = environmentOf(pod)["KEY_FOLDER"];
      if (folder !== undefined) expect(mounted, job.name).toContain(folder);
      const writesFiles =
        (["export", "restore"].includes(container?.name ?? "") && !looksItself(pod)) ||
        environmentOf(pod)["RECOVERY_POINT"] === "copy";
      expect(mounted.includes("/scratch"), job.name).toBe(writesFiles);
      // Who makes copies opens none.
      if (container?.name === "export") expect(mounted).not.toContain("/keys");
    }
  });
});

describe("what superoffice's nightly export is told", () => {
  it("is the whole way from the live database to both places", async () => {
    const plan = planOf("superoffice");
    const [cell] = plan.cells;
    if (cell === undefined) throw new Error("no cell");
    const objects = objectsIn(await recordWorkload(plan, cell));
    const job = objects.find(({ name }) => name === "export-nightly-nord");
    if (job === undefined) throw new Error("no export");
    expect((job.inputs["spec"] as { readonly schedule: string }).schedule).toMatch(/^\d+ \d+,\d+ \* \* \*$/);
    expect(ordersOf(podOf(job))).toMatchObject({
      orders: {
        tenant: "nord",
        generation: 1,
        copy: "nightly",
        schedule: { everyMilliseconds: 43_200_000 },
        sourceDatabaseId: "/subscriptions/cells/servers/server/databases/db-nord-01",
        copyDatabase: "db-nord-01-nightly",
        places: [
          { name: "now", url: "https://stnightlynow.blob.core.windows.net" },
          { name: "noe", url: "https://stnightlynoe.blob.core.windows.net" },
        ],
        keys: [{ kid: "file:///copies/2026-01" }],
      },
    });
  });
});
