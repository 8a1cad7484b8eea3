import { tenantsWith } from "../../../agreement/options-in-force";
import { compliant, forEach, relationRule, undetermined, violation, type Outcome } from "../../framework/language";
import { parseName } from "../../../azure/names/resource-name";
import { read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

const KEY = "https://kv-other.vault.azure.net/keys/other/1";
const serverId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/sql-sol-noe-01-dat-abcd";
const server = (keyId?: unknown) =>
  ({
    type: "sql:Server",
    name: "server",
    id: serverId,
    inputs: { serverName: "sql-sol-noe-01-dat-abcd", ...(keyId !== undefined && { keyId }) },
  }) as const;

/** Inputs that name a key, by type. */
function keyPathOf({ type }: RegisteredResource): string {
  if (type === "sql:Server") return "keyId";
  return type === "sql:Database" ? "encryptionProtector" : "serverKeyType";
}

/** Whether a server, a database or a protector uses Azure's own key, or one of a tenant that bought it. */
function judgeKey(one: RegisteredResource, isBought: boolean): Outcome {
  const path = keyPathOf(one);
  const reading = read(one, path);
  if (reading.kind === "unknown") return undetermined(`${path} is not known before the update`, one);
  const value = valueOf(one, path);
  if (value === undefined || value === "" || value === "ServiceManaged") {
    return compliant("Azure's own key encrypts it", one);
  }
  const key = path === "serverKeyType" ? (textOf(one, "serverKeyName") ?? "") : (value as string);
  return isBought && path === "serverKeyType"
    ? compliant("a key of the tenant's own encrypts it, as the tenant bought", one)
    : violation(`key ${key} encrypts it, which no tenant here has bought: whoever holds it can end all access`, one);
}

export const rule = relationRule({
  id: "database-key-agreed",
  title: "No key encrypts a database but Azure's own and one that a tenant bought",
  why: "Whoever holds such a key could take every customer's data, and its backups, out of reach for good.",
  severity: "critical",
  concern: "security",
  clauses: ["encryption.atRest"],
  remediation:
    "Leave out the key of the server and of the database; a tenant's own is its server's EncryptionProtector.",
  spans: "stack",
  judge: (resources, measure) => {
    const buyers = tenantsWith("encryption.customerKeys", measure.agreement.encryption.customerKeys, measure);
    const codes = new Set(buyers.map(({ code }) => code));
    const isBought = (one: RegisteredResource): boolean => {
      const owner = one.type === "sql:EncryptionProtector" ? resources.parentOf(one) : one;
      const name = owner === undefined ? undefined : textOf(owner, "serverName");
      const tenant = parseName("sql:Server", name ?? "")?.tenant;
      return tenant !== undefined && codes.has(tenant);
    };
    return forEach(
      resources.ofType("sql:Server", "sql:Database", "sql:EncryptionProtector"),
      "databases and servers",
      (one) => judgeKey(one, isBought(one)),
    );
  },
  cases: {
    pass: { given: [server()], says: ["Azure's own key encrypts it"] },
    fail: {
      given: [server(KEY)],
      says: [`key ${KEY} encrypts it, which no tenant here has bought: whoever holds it can end all access`],
    },
    absent: {
      given: [{ type: "sql:Database", name: "db", inputs: { databaseName: "db" } }],
      says: ["Azure's own key encrypts it"],
    },
    unknown: { given: [server(UNKNOWN)], says: ["keyId is not known before the update"] },
    notApplicable: {
      given: [{ type: "network:RouteTable", inputs: {} }],
      says: ["there are no databases and servers"],
    },
  },
  sabotage: [
    { what: "encrypts a server with a stranger's key", type: "sql:Server", set: { keyId: KEY } },
    {
      what: "encrypts one database with a stranger's key",
      type: "sql:Database",
      set: { encryptionProtector: KEY },
    },
    {
      what: "makes a stranger's key the server's",
      type: "sql:Server",
      where: ({ inputs }) => /-01-dat-/.test(String(inputs["serverName"])),
      adds: {
        type: "sql:EncryptionProtector",
        inputs: ({ resourceGroupName, serverName }) => ({
          resourceGroupName,
          serverName,
          serverKeyType: "AzureKeyVault",
          serverKeyName: "kv-other_other_1",
        }),
      },
    },
  ],
});
