import { output, Resource, runtime } from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { cellClusters } from "./cell-cluster";
import { cellEntry } from "./cell-entry";
import { cellNetwork } from "./cell-network";
import { planOf, platformOutputs } from "./cell-network.fixture";

const CELLS = (Object.keys(PLATFORM_CODES) as Platform[]).flatMap((platform) => {
  const plan = planOf(platform);
  return plan.cells.map((cell) => ({ platform, number: cell.number, plan, cell }));
});

interface Registered {
  readonly kind: string;
  readonly name: string;
  /** Names of what it waits for. */
  readonly waits: readonly string[];
}

/** What Azure adds, where a component reads it. */
const COMPUTED = { principalId: "principal", oidcIssuerProfile: {}, aksAssignedIdentity: { principalId: "extension" } };

/** The resources of a cell with the order that the program gives them explicitly. */
async function register({ platform, plan, cell }: (typeof CELLS)[number]): Promise<readonly Registered[]> {
  const registered: Registered[] = [];
  const names = new Map<Resource, string>();
  await runtime.setMocks({
    newResource: ({ name, inputs }) => {
      const given = inputs as Record<string, unknown>;
      return { id: `${name}-id`, state: { ...given, name, ...COMPUTED } };
    },
    call: ({ inputs }) => inputs as Record<string, unknown>,
  });
  await runtime.runInPulumiStack(() => {
    runtime.registerStackTransformation(({ resource, type, name, opts }) => {
      names.set(resource, name);
      const waits = [opts.dependsOn].flat().filter((one) => Resource.isInstance(one));
      registered.push({ kind: type, name, waits: waits.map((one) => names.get(one) ?? "unknown") });
      return undefined;
    });
    const scope = { platform, environment: "local", cell: Number(cell.number), salt: plan.target.salt } as const;
    const args = { scope, tags: {}, platform: output(platformOutputs(plan)) };
    const networks = cellNetwork(plan, cell, args);
    cellEntry(plan, cell, { ...args, networks });
    cellClusters(plan, cell, { ...args, networks, firstPools: new Set() });
    return Promise.resolve();
  });
  await runtime.disconnect();
  return registered;
}

describe.each(CELLS)("the order of the cell layer of $platform, cell $number", (given) => {
  const spokes = given.cell.spokes.map(({ site, tenant }) => ({
    site,
    name: ["spoke", site, tenant ?? []].flat().join("-"),
  }));
  let resources: readonly Registered[];
  const spokesBefore = ({ waits }: Registered) => waits.filter((name) => spokes.some((spoke) => spoke.name === name));
  const ofKind = (kind: string) => resources.filter((resource) => resource.kind === kind);

  beforeAll(async () => {
    resources = await register(given);
  });

  it("makes a cluster when its network is joined to the hub", () => {
    const clusters = ofKind("azure-native:containerservice:ManagedCluster");
    expect(clusters.flatMap(spokesBefore).sort()).toEqual(spokes.map(({ name }) => name).sort());
  });

  it("makes a gateway when its network is joined to the hub", () => {
    const gateways = ofKind("deltawerk:edge:ApplicationGateway");
    expect(gateways.map(spokesBefore)).toEqual(given.cell.entries.map(({ site }) => [`spoke-${site}`]));
  });

  it("writes one peering of a hub after the other", () => {
    const fromHub = ofKind("azure-native:network:VirtualNetworkPeering").filter(({ name }) =>
      name.endsWith("-from-hub"),
    );
    expect(fromHub.map(spokesBefore)).toEqual(
      spokes.map(({ site }, index) =>
        spokes.slice(0, index).flatMap((spoke) => (spoke.site === site ? spoke.name : [])),
      ),
    );
  });
});
