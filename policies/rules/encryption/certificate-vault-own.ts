import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";

const vault = { type: "keyvault:Vault", name: "vault", inputs: { vaultName: "kv" } } as const;
const gateway = (sslCertificates: unknown) =>
  ({ type: "network:ApplicationGateway", name: "gateway", inputs: { sslCertificates } }) as const;
const from = (keyVaultSecretId: unknown) => gateway([{ name: "fjel", keyVaultSecretId }]);

export const rule = relationRule({
  id: "certificate-vault-own",
  title: "Certificates come from the platform's own key vaults",
  why: "Whoever has the other vault has the keys of every customer's site, and decides when it ends.",
  severity: "critical",
  concern: "security",
  clauses: ["encryption.inTransit", "encryption"],
  remediation: "Set keyVaultSecretId to a secret in a key vault of the platform.",
  spans: "platform",
  judge: (resources) => {
    const vaults = resources.ofType("keyvault:Vault");
    const names = new Set(vaults.flatMap((one) => textOf(one, "vaultName")?.toLowerCase() ?? []));
    const isOpen = vaults.some((one) => read(one, "vaultName").kind === "unknown");
    return forEach(resources.ofType("network:ApplicationGateway"), "application gateways", (gateway) => {
      const addresses = listOf(gateway, "sslCertificates").map(({ keyVaultSecretId }) => keyVaultSecretId);
      if (read(gateway, "sslCertificates").kind === "unknown" || addresses.some((one) => isUnknown(one))) {
        return undetermined("where its certificates come from is not known before the update", gateway);
      }
      const hosts = addresses.flatMap((one) => (URL.canParse(String(one)) ? [new URL(String(one)).hostname] : []));
      const strange = [...new Set(hosts)].filter((host) => !names.has(host.split(".")[0] ?? ""));
      if (strange.length === 0) return compliant("its certificates come from the platform's key vaults", gateway);
      if (!resources.isUnion)
        return needsUnion("whether its certificates come from the platform's key vaults", gateway);
      return isOpen
        ? undetermined("the names of key vaults are not known before the update", gateway)
        : violation(`its certificates come from ${strange.join(", ")}, which is no key vault of the platform`, gateway);
    });
  },
  cases: {
    pass: {
      given: [vault, from("https://kv.vault.azure.net/secrets/fjel")],
      says: ["its certificates come from the platform's key vaults"],
    },
    fail: {
      given: [vault, from("https://stranger.vault.azure.net/secrets/fjel")],
      says: ["its certificates come from stranger.vault.azure.net, which is no key vault of the platform"],
    },
    absent: {
      given: [vault, gateway(undefined)],
      says: ["its certificates come from the platform's key vaults"],
    },
    unknown: {
      given: [vault, from(UNKNOWN)],
      says: ["where its certificates come from is not known before the update"],
    },
    notApplicable: { given: [vault], says: ["there are no application gateways"] },
  },
  sabotage: [
    {
      what: "takes certificates from a stranger's vault",
      type: "network:ApplicationGateway",
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/https:\/\/[a-z0-9]+\.vault\.azure/g, "https://stranger.vault.azure"),
        ) as typeof inputs,
    },
  ],
});
