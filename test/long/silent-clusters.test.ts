import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { down } from "../../operations/down";
import { exitStatus } from "../../operations/exit-status";
import { up } from "../../operations/up";
import { writeCheckpoints } from "../checkpoints";
import { cloudOf } from "../cloud-of";
import { PrivateCheckout } from "../private-checkout";

writeCheckpoints();

// As the command has them it would take three quarters of an hour.
vi.mock("../../operations/cluster-patience", () => ({
  CLUSTER_PATIENCE: { leavingMinutes: 0.25, workloadMinutes: 0.25 },
}));

/** Clusters that take connections and never answer keep nothing from going. */
const platform = "draftit";
const tenant = "vast";
let checkout: PrivateCheckout;
const notes: string[] = [];
const prints: string[] = [];
const target = { platform, environment: "local", yes: true } as const;
const context = () => ({
  projectFolder: checkout.folder,
  print: (line: string) => void prints.push(line),
  note: (line: string) => void notes.push(line),
});

beforeAll(async () => {
  checkout = new PrivateCheckout();
  await checkout.succeeds("up", platform);
}, 1_800_000);
afterAll(() => checkout.remove());

const clusters = async () =>
  (await (await cloudOf(checkout)).resources())
    .filter(({ type }) => type === "Microsoft.ContainerService/managedClusters")
    .map(({ id }) => id);

/** Lets the clusters of a cell fail; gives how many they are. */
async function silence(part: string): Promise<number> {
  const { dataPlane } = await cloudOf(checkout);
  const silenced = (await clusters()).filter((id) => id.includes(part));
  for (const resourceId of silenced) await dataPlane.breakDown({ kind: "resource", resourceId });
  return silenced.length;
}

it("a tenant's cluster that does not answer goes all the same, and `up` says what it waited for", async () => {
  const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
  const [today, yesterday] = [day(Date.now()), day(Date.now() - 86_400_000)];
  await checkout.succeeds("tenant", "leave", platform, tenant, "--until", today);
  checkout.edit(`stacks/tenants/${platform}.yaml`, (text) =>
    text.replace(`until: "${today}"`, `until: "${yesterday}"`),
  );
  await checkout.succeeds("tenant", "remove", platform, tenant);
  expect(await silence("-02-")).toBe(2);
  expect(await up(context(), { ...target, json: true })).toBe(exitStatus.done);
  const said = notes.join("\n");
  expect(said).toContain(`removing what is in cluster-swc, cluster-swc-${tenant}, which goes next`);
  expect(said).toMatch(/`pulumi destroy` did not end within 0.25 minutes and was stopped[^]*goes with the cluster/);
  expect((await clusters()).filter((id) => id.includes("-02-"))).toEqual([]);
  expect((await (await cloudOf(checkout)).clusterObjects()).filter(({ cluster }) => cluster.includes("-02-"))).toEqual(
    [],
  );
});

it("has nothing left to do after it", async () => {
  notes.length = 0;
  expect(await up(context(), { ...target, json: true })).toBe(exitStatus.done);
  for (const stack of ["cell-02", "workload-02"]) expect(notes).toContain(`${platform}-local-${stack}: unchanged`);
});

it("`down` waits as long as it says, and then everything goes", async () => {
  notes.length = 0;
  expect(await silence("-01-")).toBeGreaterThan(0);
  expect(await down(context(), { ...target, destroyData: true })).toBe(exitStatus.done);
  expect(notes.join("\n")).toMatch(
    /`pulumi destroy` did not end within 0.25 minutes and was stopped[^]*What is left in its clusters goes with them/,
  );
  expect(await (await cloudOf(checkout)).resources()).toEqual([]);
});
