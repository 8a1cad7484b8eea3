import { afterAll, describe, expect, it } from "vitest";
import { connect } from "../../simulator/client/simulator-process";
import { localFolderOf } from "../../operations/session";
import { optionChanges } from "../sabotage/option-in-force";
import { PrivateCheckout } from "../private-checkout";
import { armFindings } from "../ci/arm-check";

/** A program that reads an exported stack and ends with a status other than 0 where Azure would refuse a body. */
const armCheck = process.env["ARM_CHECK"];

/** What nobody has yet, or for which people have to bring something first. */
const VARIANTS = [
  { name: "cloxxs with the two stamps of its twin", platform: "cloxxs", option: "recovery.twin" },
  { name: "cloxxs with a key of a tenant's own", platform: "cloxxs", option: "encryption.customerKeys" },
  { name: "pct with a tenant's firewall device", platform: "pct", option: "isolation.firewallOption" },
] as const;

describe.each(VARIANTS)("$name", { timeout: 1_800_000 }, ({ platform, option }) => {
  const checkout = new PrivateCheckout();
  let stacks: readonly string[] = [];

  afterAll(() => checkout.remove());

  async function up() {
    const { status, stdout, stderr } = await checkout.deltawerk("up", platform, "--json");
    expect(status, stderr).toBe(0);
    const { layers } = JSON.parse(stdout) as {
      readonly layers: readonly { readonly stack: string; readonly unchanged: boolean }[];
    };
    return layers;
  }

  // `up` judges every layer by all rules, so what is not kept and not waived ends it.
  it("comes up, with every rule kept", async () => {
    for (const [file, change] of Object.entries(optionChanges(option, platform))) checkout.edit(file, change);
    stacks = (await up()).map(({ stack }) => stack);
    expect(stacks.length).toBeGreaterThan(3);
  });

  it("is unchanged by a second run", async () => {
    expect((await up()).filter(({ unchanged }) => !unchanged)).toEqual([]);
  });

  it.runIf(armCheck !== undefined)("has nothing that Azure's type definitions refuse", async () => {
    expect(stacks.length).toBeGreaterThan(3);
    for (const stack of stacks) {
      const { uncovered, errors } = await armFindings(checkout, armCheck ?? "", stack);
      expect({ stack, uncovered, errors }).toEqual({ stack, uncovered: [], errors: [] });
    }
  });

  it("goes down to nothing", async () => {
    const { status, stdout, stderr } = await checkout.deltawerk("down", platform, "--destroy-data");
    expect(status, stdout + stderr).toBe(0);
    const cloud = await connect(localFolderOf(checkout.folder));
    expect(await cloud?.resources()).toEqual([]);
  });
});
