import { afterAll, beforeAll, expect, it } from "vitest";
import { TinyProject } from "../../operations/engine/test-bed/tiny-project";
import { cloudOf } from "../cloud-of";
import { PrivateCheckout } from "../private-checkout";

const platform = "draftit";
const tenant = "vast";
const workload = "draftit-local-workload-02";

/** What only draftit has: restores that begin by themselves, and a tenant with a cluster of its own. */
let checkout: PrivateCheckout;

beforeAll(async () => {
  checkout = new PrivateCheckout();
  await checkout.succeeds("up", platform);
}, 1_800_000);
afterAll(() => checkout.remove());

const clusters = async () =>
  (await (await cloudOf(checkout)).resources())
    .filter(({ type }) => type === "Microsoft.ContainerService/managedClusters")
    .map(({ id }) => id.split("/").at(-1) ?? "");

async function objectsInState(): Promise<readonly string[]> {
  const { status, stdout, stderr } = await checkout.pulumi("stack", "export", "-s", workload);
  expect(status, stderr).toBe(0);
  const { deployment } = JSON.parse(stdout) as {
    readonly deployment: { readonly resources?: readonly { readonly urn: string; readonly type: string }[] };
  };
  return (deployment.resources ?? []).filter(({ type }) => type.includes("kubernetes")).map(({ urn }) => urn);
}

/** A database as `jobs/restore` makes it: by nobody's program, with a tag of its own beside those of its source. */
function restoredByJob(source: string, tags: object, moment: string): string {
  const [, group = "", server = "", database = ""] =
    /resourceGroups\/([^/]+)\/.*servers\/([^/]+)\/databases\/([^/]+)$/.exec(source) ?? [];
  return `
const { Database } = require("@pulumi/azure-native/sql");
const { Provider } = require("@pulumi/azure-native/provider");
const provider = new Provider("cells", { subscriptionId: ${JSON.stringify(source.split("/")[2])} });
new Database("restored", {
  resourceGroupName: ${JSON.stringify(group)}, serverName: ${JSON.stringify(server)}, location: "swedencentral",
  databaseName: ${JSON.stringify(database.replace(/01$/, "02"))}, createMode: "PointInTimeRestore",
  sourceDatabaseId: ${JSON.stringify(source)}, restorePointInTime: ${JSON.stringify(moment)},
  requestedBackupStorageRedundancy: "Zone", zoneRedundant: true, sku: { name: "GP_Gen5_2" },
  tags: ${JSON.stringify({ ...tags, "deltawerk-restored-for": "alert-0123456789abcdef" })},
}, { provider });
`;
}

it("takes over what a restore has made by itself, and lets it serve when a person says so", async () => {
  const live = (await (await cloudOf(checkout)).resources()).find(({ id }) => /databases\/sqldb-\w+-bjor-01$/.test(id));
  const source = live?.id ?? "";
  const { tags = {} } = (live?.body ?? {}) as { readonly tags?: object };
  const { now } = await (await cloudOf(checkout)).status();
  const moment = `${now.slice(0, 19)}Z`;
  await (await cloudOf(checkout)).advanceClock(10);
  const job = await TinyProject.create(restoredByJob(source, tags, moment), (await cloudOf(checkout)).providerPorts);
  try {
    const made = await job.run("up", "--yes", "--skip-preview");
    expect(made.exitCode, made.output).toBe(0);
  } finally {
    job.remove();
  }
  const given = ["--to", moment, "--made", "02"];
  expect((await checkout.succeeds("tenant", "restore", platform, "bjor", ...given)).stdout).toContain(
    "is taken over by",
  );
  const { stdout, stderr } = await checkout.succeeds("up", platform);
  expect(stdout + stderr).toMatch(/Database database-bjor-02-primary \S*import/);
  const again = await checkout.succeeds("up", platform);
  expect(again.stderr).toContain("draftit-local-cell-01: unchanged");
  await checkout.succeeds("tenant", "promote", platform, "bjor");
  await checkout.succeeds("up", platform);
  const { stdout: outputs } = await checkout.succeeds("outputs", platform, "--json");
  expect(outputs).toMatch(/sqldb-\w+-bjor-02/);
  const served = (await (await cloudOf(checkout)).resources()).find(({ id }) =>
    id.endsWith(source.split("/").at(-1)?.replace(/01$/, "02") ?? "?"),
  );
  // From now on it is as the plan says, its tags included.
  expect(JSON.stringify(served?.body)).toContain('"tenant":"bjor"');
});

it("empties the cluster before it goes", async () => {
  const before = await clusters();
  expect(before.filter((name) => name.includes(tenant))).toHaveLength(1);
  const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
  const [today, yesterday] = [day(Date.now()), day(Date.now() - 86_400_000)];
  await checkout.succeeds("tenant", "leave", platform, tenant, "--until", today);
  checkout.edit(`stacks/tenants/${platform}.yaml`, (text) =>
    text.replace(`until: "${today}"`, `until: "${yesterday}"`),
  );
  await checkout.succeeds("tenant", "remove", platform, tenant);
  const objects = (await objectsInState()).filter((urn) => urn.includes(tenant));
  expect(objects.length).toBeGreaterThan(10);
  const { stdout, stderr } = await checkout.succeeds("up", platform);
  expect(stderr).toContain(`${workload}: removing what is in cluster-swc, cluster-swc-${tenant}, which goes next`);
  // They are deleted in the cluster that is still there, and not only forgotten.
  const namespace = stdout.search(new RegExp(`Namespace tenant-${tenant}\\S* deleted`));
  const cluster = stdout.search(new RegExp(`ManagedCluster cluster-swc-${tenant}-cluster deleting`));
  expect(namespace, stdout).toBeGreaterThan(-1);
  expect(cluster, stdout).toBeGreaterThan(namespace);
  // It was the last tenant of its cell, whose own cluster has nobody to serve any more.
  expect(await clusters()).toEqual(before.filter((name) => name.includes("-01-")));
  expect((await objectsInState()).filter((urn) => urn.includes(tenant))).toEqual([]);
});

it("has nothing left to do after it", async () => {
  const { stderr } = await checkout.succeeds("up", platform);
  for (const stack of ["draftit-local-cell-02", workload]) expect(stderr).toContain(`${stack}: unchanged`);
});
