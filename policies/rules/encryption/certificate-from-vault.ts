import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read, walk } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const gateway = (certificate: Readonly<Record<string, unknown>>) =>
  one("network:ApplicationGateway", { sslCertificates: [{ name: "fjel", ...certificate }] });

/** An address of a secret without a version: the gateway looks for a newer one every four hours (Microsoft Learn, application-gateway/key-vault-certs, 2024). */
const WITHOUT_VERSION = /^https:\/\/[^/]+\/secrets\/[^/]+\/?$/;

export const rule = propertyRule({
  id: "certificate-from-vault",
  title: "Every certificate of a gateway comes from a key vault, in its newest version",
  why: "A certificate of the wrong class, or one that has run out, locks every customer out, and nobody sees who put it there.",
  severity: "medium",
  concern: "operations",
  clauses: ["encryption.inTransit"],
  remediation: "Set keyVaultSecretId to the address of the vault's secret without a version, and leave data out.",
  types: ["network:ApplicationGateway"],
  judge: (resource) => {
    if (read(resource, "sslCertificates").kind === "unknown") {
      return [undetermined("sslCertificates is not known before the update", resource)];
    }
    const certificates = listOf(resource, "sslCertificates");
    if (certificates.length === 0) return [compliant("the gateway has no certificates", resource)];
    return certificates.map((certificate) => {
      const about = `certificate "${String(certificate["name"])}"`;
      if (walk(certificate, "data").kind !== "absent") {
        return violation(`${about} is given with its key, past every key vault`, resource);
      }
      const address = walk(certificate, "keyVaultSecretId");
      switch (address.kind) {
        case "unknown":
          return undetermined(`where ${about} comes from is not known before the update`, resource);
        case "absent":
          return violation(`${about} comes from no key vault`, resource);
        case "given":
          return WITHOUT_VERSION.test(String(address.value))
            ? compliant(`${about} is the newest one of its key vault`, resource)
            : violation(`${about} is one version of its key vault and runs out with it`, resource);
      }
    });
  },
  cases: {
    pass: {
      given: gateway({ keyVaultSecretId: "https://kv.vault.azure.net/secrets/sct-fjel" }),
      says: ['certificate "fjel" is the newest one of its key vault'],
    },
    fail: {
      given: gateway({ keyVaultSecretId: "https://kv.vault.azure.net/secrets/sct-fjel/0123456789abcdef" }),
      says: ['certificate "fjel" is one version of its key vault and runs out with it'],
    },
    absent: { given: gateway({}), says: ['certificate "fjel" comes from no key vault'] },
    unknown: {
      given: gateway({ keyVaultSecretId: UNKNOWN }),
      says: ['where certificate "fjel" comes from is not known before the update'],
    },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "pins a certificate to one version",
      type: "network:ApplicationGateway",
      edit: (inputs) => ({
        ...inputs,
        sslCertificates: (inputs["sslCertificates"] as readonly Readonly<Record<string, unknown>>[]).map((one) => ({
          ...one,
          keyVaultSecretId: `${String(one["keyVaultSecretId"])}/0123456789abcdef`,
        })),
      }),
    },
  ],
});
