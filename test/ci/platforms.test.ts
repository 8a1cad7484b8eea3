import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES } from "../../azure/names/codes";
import { cloudOf } from "../cloud-of";
import { PrivateCheckout } from "../private-checkout";
import { armFindings } from "./arm-check";

const platforms = Object.keys(PLATFORM_CODES);
/** A program that reads an exported stack and ends with a status other than 0 where Azure would refuse a body. */
const armCheck = process.env["ARM_CHECK"];
const checkout = new PrivateCheckout();
const yearMinutes = 366 * 24 * 60;

interface Result {
  readonly layers: readonly { readonly stack: string; readonly unchanged: boolean; readonly resources: number }[];
}

async function up(platform: string): Promise<Result> {
  const { status, stdout, stderr } = await checkout.deltawerk("up", platform, "--json");
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Result;
}

afterAll(() => checkout.remove());

describe.each(platforms)("%s beside the other platforms", (platform) => {
  let stacks: readonly string[] = [];

  it("comes up", async () => {
    const { layers } = await up(platform);
    stacks = layers.map(({ stack }) => stack);
    expect(layers.every(({ resources }) => resources > 0)).toBe(true);
  });

  it("is unchanged by a second run", async () => {
    const { layers } = await up(platform);
    expect(layers.filter(({ unchanged }) => !unchanged)).toEqual([]);
  });

  it.runIf(armCheck !== undefined)("has nothing that Azure's type definitions refuse", async () => {
    expect(stacks.length).toBeGreaterThan(2);
    for (const stack of stacks) {
      const { checked, uncovered, errors } = await armFindings(checkout, armCheck ?? "", stack);
      // A workload layer is inside of the clusters: Kubernetes' own definitions judge it, in test/cluster.
      expect(checked > 0, stack).toBe(!stack.includes("-workload-"));
      expect({ stack, uncovered, errors }).toEqual({ stack, uncovered: [], errors: [] });
    }
  });

  it("has drifted nowhere by the cloud's own account", async () => {
    for (const stack of stacks) {
      const { status, stdout, stderr } = await checkout.pulumi("preview", "--refresh", "--json", "-s", stack);
      expect(status, stderr).toBe(0);
      const { steps } = JSON.parse(stdout) as {
        readonly steps: readonly { readonly op: string; readonly urn: string }[];
      };
      const changed = steps.filter(({ op }) => !["same", "refresh", "read"].includes(op)).map(({ urn }) => urn);
      expect(changed).toEqual([]);
    }
  });
});

describe("a year later on the clock", () => {
  beforeAll(async () => {
    const cloud = await cloudOf(checkout);
    const before = Date.parse((await cloud.status()).now);
    await cloud.advanceClock(yearMinutes);
    expect(Date.parse((await cloud.status()).now) - before).toBeGreaterThanOrEqual(yearMinutes * 60_000);
  });

  it.each(platforms)("%s is unchanged", async (platform) => {
    const { layers } = await up(platform);
    expect(layers.filter(({ unchanged }) => !unchanged)).toEqual([]);
  });
});

it("leaves the working tree clean", async () => {
  const { stdout } = await checkout.run("git", ["status", "--porcelain"]);
  expect(stdout).toBe("");
});
