import { keyHost, parseCustomerKey, type KeyStore } from "../../../azure/customer-keys";
import { parseName } from "../../../azure/names/resource-name";
import { tenantsWith } from "../../../agreement/options-in-force";
import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { tenantsHere } from "../data/cells";

const version = "0123456789abcdef0123456789abcdef";
const serverId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/sql-cxl-weu-veld-dat-abcd";
const server = {
  type: "sql:Server",
  name: "server",
  id: serverId,
  inputs: { serverName: "sql-cxl-weu-veld-dat-abcd" },
} as const;
const key = (uri: unknown) =>
  ({ type: "sql:ServerKey", name: "key", id: `${serverId}/keys/own`, inputs: { keyName: "own", uri } }) as const;
const protector = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "sql:EncryptionProtector",
    name: "protector",
    id: `${serverId}/encryptionProtector/current`,
    inputs,
  }) as const;
const own = { serverKeyType: "AzureKeyVault", serverKeyName: "own" };

/** Whether the databases of one server are encrypted with a key that is the customer's. */
function judgeServer(server: RegisteredResource, tenant: string, keptIn: KeyStore, resources: ResourceSet): Outcome {
  const on = (one: RegisteredResource): boolean => resources.parentOf(one) === server;
  const found = resources.ofType("sql:EncryptionProtector").find(on);
  if (found === undefined) {
    return violation(`tenant ${tenant} bought a key of its own; Azure's key encrypts its databases`, server);
  }
  const type = read(found, "serverKeyType");
  const name = read(found, "serverKeyName");
  if (type.kind === "unknown" || name.kind === "unknown") {
    return undetermined(`which key encrypts the databases of tenant ${tenant} is not known before the update`, found);
  }
  if (textOf(found, "serverKeyType") !== "AzureKeyVault") {
    return violation(`tenant ${tenant} bought a key of its own; Azure's key encrypts its databases`, found);
  }
  const keys = resources.ofType("sql:ServerKey").filter(on);
  const used = keys.find((one) => textOf(one, "keyName") === textOf(found, "serverKeyName"));
  if (used === undefined && keys.some((one) => read(one, "keyName").kind === "unknown")) {
    return undetermined(
      `whether the key of tenant ${tenant} is among its server's is not known before the update`,
      found,
    );
  }
  const uri = used === undefined ? undefined : read(used, "uri");
  if (used === undefined || uri?.kind === "absent") {
    return violation(`the key of tenant ${tenant} is not among the keys of its server`, found);
  }
  if (uri?.kind !== "given")
    return undetermined(`where the key of tenant ${tenant} is kept is not known before the update`, used);
  return judgeKey(String(uri.value), used, found, { tenant, keptIn });
}

/** Whether a key is where it was agreed, in a version that somebody has written down. */
function judgeKey(
  uri: string,
  used: RegisteredResource,
  protector: RegisteredResource,
  { tenant, keptIn }: { readonly tenant: string; readonly keptIn: KeyStore },
): Outcome {
  const host = URL.canParse(uri) ? new URL(uri).hostname : "";
  if (!host.endsWith(keyHost(keptIn))) {
    const wanted = `it has to be in one of *${keyHost(keptIn)}`;
    return violation(`the key of tenant ${tenant} is in ${host || "no vault"}; ${wanted}`, used);
  }
  if (parseCustomerKey(uri)?.keptIn !== keptIn) {
    return violation(`the key of tenant ${tenant} has no version, so nobody knows which one a backup needs`, used);
  }
  const rotation = read(protector, "autoRotationEnabled");
  if (rotation.kind === "unknown") {
    return undetermined(
      `whether the key of tenant ${tenant} rotates by itself is not known before the update`,
      protector,
    );
  }
  // Azure's own default is that it does not (SQL REST reference, encryption protectors, 2023-08-01).
  if (rotation.kind === "given" && rotation.value === true) {
    return violation(
      `the key of tenant ${tenant} rotates by itself, so nobody knows which version a backup needs`,
      protector,
    );
  }
  return compliant(`the key of tenant ${tenant} in ${host} encrypts its databases`, protector);
}

export const rule = relationRule({
  id: "customer-key",
  title: "The databases of a tenant that bought it are encrypted with the tenant's own key",
  why: "The customer could not take the key away, and so could not end all access to its data.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.customerKeys"],
  remediation:
    "Give the tenant a server of its own, register the customer's key as a ServerKey, and make it the server's EncryptionProtector.",
  spans: "stack",
  judge: (resources, measure) => {
    const clause = measure.agreement.encryption.customerKeys;
    const here = tenantsHere(resources, measure);
    const buyers = tenantsWith("encryption.customerKeys", clause, measure).filter((tenant) => here.includes(tenant));
    if (clause === undefined || buyers.length === 0) return notApplicable("no tenant here has a key of its own");
    return buyers.flatMap(({ code }) => {
      const servers = resources
        .ofType("sql:Server")
        .filter((one) => parseName("sql:Server", textOf(one, "serverName") ?? "")?.tenant === code);
      return servers.length === 0
        ? violation(`tenant ${code} has no database server of its own, so no key of its own can protect its data`)
        : servers.map((one) => judgeServer(one, code, clause.keptIn, resources));
    });
  },
  cases: {
    pass: {
      given: [server, key(`https://veld.managedhsm.azure.net/keys/own/${version}`), protector(own)],
      platform: "cloxxs",
      says: ["the key of tenant veld in veld.managedhsm.azure.net encrypts its databases"],
    },
    fail: {
      given: [server, key(`https://kv.vault.azure.net/keys/own/${version}`), protector(own)],
      platform: "cloxxs",
      says: ["the key of tenant veld is in kv.vault.azure.net; it has to be in one of *.managedhsm.azure.net"],
    },
    absent: {
      given: [server],
      platform: "cloxxs",
      says: ["tenant veld bought a key of its own; Azure's key encrypts its databases"],
    },
    unknown: {
      given: [server, protector({ ...own, serverKeyName: UNKNOWN })],
      platform: "cloxxs",
      says: ["which key encrypts the databases of tenant veld is not known before the update"],
    },
    notApplicable: {
      given: [server],
      platform: "cloxxs",
      stack: "cloxxs-local",
      says: ["no tenant here has a key of its own"],
    },
  },
  sabotage: [
    {
      what: "puts a tenant with a key of its own on a server of all tenants",
      type: "sql:Server",
      where: ({ inputs }) => String(inputs["serverName"]).includes("-veld-"),
      set: { serverName: "sql-cxp-weu-01-dat-zzzz" },
    },
    {
      what: "goes back to Azure's own key",
      option: "encryption.customerKeys",
      type: "sql:EncryptionProtector",
      set: { serverKeyType: "ServiceManaged", serverKeyName: "ServiceManaged" },
    },
    {
      what: "lets Azure move on to versions of the key that nobody has written down",
      option: "encryption.customerKeys",
      type: "sql:EncryptionProtector",
      set: { autoRotationEnabled: true },
    },
  ],
});
