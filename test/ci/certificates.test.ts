import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentsIn } from "../../agreement/load-platform";
import { nameInScope } from "../../components/name-in-scope";
import { certificateSecretName } from "../../infra/layers/certificate-secret";
import { readPlan } from "../../infra/plan/read-plan";
import { exitStatus } from "../../operations/exit-status";
import { localFolderOf } from "../../operations/session";
import { connect } from "../../simulator/client/simulator-process";
import { PrivateCheckout } from "../private-checkout";

const cell = "coachview-local-cell-01";

/** What somebody sees who brings a platform up before the certificates of its listeners are there. */
describe("coachview without the certificate of one listener", { timeout: 300_000 }, () => {
  const checkout = new PrivateCheckout();
  const read = readPlan(documentsIn(checkout.folder), "coachview", "local");
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { target, cells } = read.value;
  const [tenant] = cells[0]?.tenants ?? [];
  if (tenant === undefined) throw new Error("coachview has no tenant");
  const scope = { platform: "coachview", environment: "local", salt: target.salt, site: "weu" } as const;
  const vault = nameInScope(scope, "keyvault:Vault", { role: "key" });
  const certificate = certificateSecretName({ ...scope, cell: 1 }, tenant.code);

  const cloud = async () => {
    const connection = await connect(localFolderOf(checkout.folder));
    if (connection === undefined) throw new Error("the local cloud is not running");
    return connection;
  };
  const set = async (state: "assumed" | "denied") => {
    const name = `${vault}/${certificate}`;
    await (await cloud()).setGrant({ subscriptionId: target.subscriptions.platform, kind: "certificate", name, state });
  };

  beforeAll(async () => {
    await checkout.deltawerk("simulator", "start");
    await set("denied");
  });
  afterAll(() => checkout.remove());

  it("stops before the cell, names what is missing and how to go on", async () => {
    const { status, stdout, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status, stdout + stderr).toBe(exitStatus.failed);
    const told = stdout.replaceAll(/\s+/g, " ");
    expect(told).toContain(`1 of ${cells[0]?.tenants.length ?? 0} listeners of ${cell} have no certificate`);
    expect(told).toContain(`az keyvault certificate import --vault-name ${vault} --name ${certificate}`);
    expect(stderr).toContain("Go on with: npx deltawerk up coachview");
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
    const made = await (await cloud()).resources(`/subscriptions/${target.subscriptions.cells}`);
    expect(made.filter(({ id }) => id.includes("-01-")).map(({ id }) => id)).toEqual([]);
  });

  it("stops plain previews too", async () => {
    const { status, stdout, stderr } = await checkout.pulumi("preview", "-s", cell);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain(`for ${tenant.hostName}: it is not there`);
  });

  it("comes up once it is there, and says what was assumed", async () => {
    await set("assumed");
    const { status, stdout, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status, stdout + stderr).toBe(exitStatus.done);
    expect(stdout).toContain(`certificate ${vault}/${certificate}`);
  });
});
