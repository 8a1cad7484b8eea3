import { Provider } from "@pulumi/azure-native/provider";
import { output, runtime } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import type { Scope } from "../../components/component-args";
import { recordResources } from "../../components/record-resources";
import type { CellPlan } from "../plan/cell-plan";
import type { Plan } from "../plan/plan";
import { cellEntry } from "./cell-entry";
import { cellNetwork } from "./cell-network";
import { planOf, platformOutputs } from "./cell-network.fixture";
import { listenerCertificates, type ListenerCertificate } from "./listener-certificates";
import { requireCertificates } from "./require-certificates";

const PLATFORMS = Object.keys(PLATFORM_CODES) as readonly Platform[];
const file = "stacks/environments/superoffice.production.yaml";

function scopeOf(plan: Plan, cell: CellPlan): Scope {
  const { platform, environment, salt } = plan.target;
  return { platform: platform as Platform, environment, salt, cell: Number(cell.number) };
}

function certificatesOf(plan: Plan, cell: CellPlan): readonly ListenerCertificate[] {
  const vaults = Object.fromEntries(
    plan.sites.map(({ code }) => {
      const group = `/subscriptions/platform/resourceGroups/rg-${code}`;
      return [code, { keyVaultId: `${group}/providers/Microsoft.KeyVault/vaults/kv${code}` }];
    }),
  );
  return listenerCertificates(cell, scopeOf(plan, cell), vaults);
}

function firstCell(plan: Plan): CellPlan {
  const [cell] = plan.cells;
  if (cell === undefined) throw new Error("a platform without cells");
  return cell;
}

/** What the check says where Azure answers so for each certificate, `vault/name`; nothing where it lets everything pass. */
async function verdict(
  certificates: readonly ListenerCertificate[],
  answer: (key: string) => Record<string, unknown>,
): Promise<string | undefined> {
  const asked: string[] = [];
  await runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as Record<string, unknown> }),
      call: ({ token, inputs }) => {
        const { vaultName, secretName, resourceGroupName } = inputs as Record<string, string>;
        asked.push(`${token} ${resourceGroupName}`);
        return { properties: answer(`${vaultName}/${secretName}`) };
      },
    },
    "deltawerk",
    "superoffice-production-cell-01",
  );
  try {
    await requireCertificates(certificates, new Provider("platform", {}), file);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    const wanted = certificates.filter(({ confirmed }) => !confirmed);
    expect(asked.sort()).toEqual(
      wanted.map(({ vault }) => `azure-native:keyvault:getSecret ${vault.resourceGroup}`).sort(),
    );
  }
}

const enabled = { attributes: { enabled: true } };
/** Fails as a function of the SDK does: the plugin's words are the details of an error of gRPC. */
const fail = (details: string): never => {
  throw Object.assign(new Error("2 UNKNOWN"), { details });
};
const notFound = (): never =>
  fail('invocation of azure-native:keyvault:getSecret returned an error: Status=404 Code="SecretNotFound"');

describe("the certificates of superoffice", () => {
  const plan = planOf("superoffice");
  const certificates = certificatesOf(plan, firstCell(plan));
  const [first, second] = certificates;
  if (first === undefined || second === undefined) throw new Error("superoffice has fewer than two listeners");
  const keyOf = ({ vault, name }: ListenerCertificate) => `${vault.name}/${name}`;

  it("are one for each tenant at each site with an entry", () => {
    expect(certificates).toHaveLength(firstCell(plan).tenants.length * 2);
    expect(new Set(certificates.map(keyOf)).size).toBe(certificates.length);
  });

  it("pass where all are there", async () => {
    expect(await verdict(certificates, () => enabled)).toBeUndefined();
  });

  it("are all named in one message where they are not, with what they have to be and the commands", async () => {
    const text = await verdict(certificates, notFound);
    expect(text).toContain(
      `${certificates.length} of ${certificates.length} listeners of superoffice-production-cell-01`,
    );
    for (const { vault, name, hostName } of certificates) {
      expect(text).toContain(`${vault.name} (${vault.name.slice(2)})  ${name}  for ${hostName}: it is not there`);
      expect(text).toContain(
        `az keyvault certificate import --vault-name ${vault.name} --name ${name} --file ${hostName}.pfx`,
      );
    }
    expect(text).toContain("Each has DV validation, an RSA key of 2048 bits or more");
    expect(text).toContain("signed with SHA256 or stronger (SO-ENC-1)");
    expect(text).toContain(`Write into ${file}:`);
  });

  it("are named apart where only some are missing, disabled or cannot be looked at", async () => {
    const text = await verdict(certificates, (key) => {
      if (key === keyOf(first)) return { attributes: { enabled: false } };
      if (key === keyOf(second)) return fail('Status=403 Code="AuthorizationFailed" Message="no right"\nat …');
      return enabled;
    });
    expect(text).toContain(`2 of ${certificates.length} listeners`);
    expect(text).toContain(`${first.hostName}: it is disabled`);
    expect(text).toContain(`${second.hostName}: undetermined: `);
    expect(text).toContain('Code="AuthorizationFailed" Message="no right"');
    expect(text).not.toContain("at …");
  });

  it("are not asked for where somebody has confirmed them", async () => {
    const confirmed = certificates.map((one) => ({ ...one, confirmed: true }));
    expect(await verdict(confirmed, notFound)).toBeUndefined();
  });
});

describe.each(PLATFORMS)("the check for %s", (platform) => {
  const plan = planOf(platform);

  it.each(plan.cells)("asks for what the gateways of cell $number read", async (cell) => {
    const outputs = output(platformOutputs(plan));
    const args = { scope: scopeOf(plan, cell), tags: {}, platform: outputs };
    const resources = await recordResources(() =>
      cellEntry(plan, cell, { ...args, networks: cellNetwork(plan, cell, args) }),
    );
    const read = resources
      .filter(({ type }) => type === "azure-native:network:ApplicationGateway")
      .flatMap(({ inputs }) => inputs["sslCertificates"] as readonly { readonly keyVaultSecretId: string }[]);
    const checked = certificatesOf(plan, cell).map(({ site, name }) => `https://kv-${site}/secrets/${name}`);
    expect(checked.sort()).toEqual(read.map(({ keyVaultSecretId }) => keyVaultSecretId).sort());
  });
});
