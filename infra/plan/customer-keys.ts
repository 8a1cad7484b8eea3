import { z } from "zod";
import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import { keyHost, parseCustomerKey, serverKeyName, type KeyStore } from "../../azure/customer-keys";
import { findRegion } from "../../azure/regions";
import { promisesOf } from "./clause-promises";
import type { Environment } from "./environment";
import { retentionLadder } from "./plan-databases";
import type { PlanFinding } from "./plan-finding";
import { countriesFor } from "./residency-choice";

/** The keys of one customer, which people have made and to which they let the tenant's database server. */
export const customerKeySchema = z
  .strictObject({
    region: z.string().describe("Region in which the keys are kept; nobody can read it from their addresses"),
    versions: z
      .array(
        z.string().refine((text) => parseCustomerKey(text) !== undefined, {
          error: "a key with its version: https://<pool>.managedhsm.azure.net/keys/<name>/<32 hexadecimal digits>",
        }),
      )
      .min(1)
      .describe(
        "Versions, the one that encrypts first. Earlier ones stay for as long as any backup was made under them",
      ),
  })
  .describe("A customer's own keys for its databases");

const at = (code: string, ...rest: readonly (string | number)[]): PlanFinding["path"] => [
  "customerKeys",
  code,
  ...rest,
];

/** Keys of tenants that bought none, in places where no key may be, or of a kind that was not agreed. */
export function customerKeyFindings(
  agreement: Agreement,
  { tenants, retired }: Tenants,
  { customerKeys = {} }: Environment,
): readonly PlanFinding[] {
  const clause = agreement.encryption.customerKeys;
  const buyers = [...tenants, ...retired]
    .filter(({ overrides }) => overrides.customerKey === true)
    .map(({ code }) => code);
  return Object.entries(customerKeys).flatMap(([code, given]): readonly PlanFinding[] => {
    if (clause === undefined || !buyers.includes(code)) {
      const allowed = buyers.length === 0 ? "nothing: no tenant has bought a key of its own" : buyers.join(", ");
      const fixes = ["Remove it.", "Write `customerKey: true` to the overrides of the tenant that bought it."];
      return [{ document: "environment", path: at(code), given: `"${code}"`, allowed, fixes, breaks: [] }];
    }
    return [
      ...placeFindings(agreement, code, given.region),
      ...versionFindings(code, given.versions, clause.keptIn, promisesOf(clause)),
      ...longTermFindings(agreement, code),
    ];
  });
}

function placeFindings(agreement: Agreement, code: string, given: string): readonly PlanFinding[] {
  const countries = countriesFor(agreement, "keys");
  const region = findRegion(given);
  if (region !== undefined && countries.includes(region.country)) return [];
  return [
    {
      document: "environment",
      path: at(code, "region"),
      given: region === undefined ? `"${given}"` : `"${given}" (${region.country})`,
      allowed: `a region in ${countries.join(", ")}, where keys have to stay`,
      fixes: ["Correct the region.", "Keep the key in a pool of an allowed region, and extend that pool to no other."],
      breaks: promisesOf(agreement.residency, "keys"),
    },
  ];
}

function nameOf(address: string): string {
  const key = parseCustomerKey(address);
  return key === undefined ? address : `${key.keptIn} ${serverKeyName(key)}`;
}

function versionFindings(
  code: string,
  versions: readonly string[],
  keptIn: KeyStore,
  breaks: readonly string[],
): readonly PlanFinding[] {
  return versions.flatMap((text, index): readonly PlanFinding[] => {
    const path = at(code, "versions", index);
    if (parseCustomerKey(text)?.keptIn !== keptIn) {
      const fixes = ["Give the address of a key that is kept there."];
      return [{ document: "environment", path, given: text, allowed: `a key in *${keyHost(keptIn)}`, fixes, breaks }];
    }
    // Azure knows a version by its name, however its address is written.
    if (versions.findIndex((other) => nameOf(other) === nameOf(text)) === index) return [];
    return [
      { document: "environment", path, given: text, allowed: "each version once", fixes: ["Remove one."], breaks: [] },
    ];
  });
}

/** Long-term backups are restored on a server of the platform's, which knows no customer's key. */
function longTermFindings(agreement: Agreement, code: string): readonly PlanFinding[] {
  if (Object.keys(retentionLadder(agreement)).length === 0) return [];
  return [
    {
      document: "environment",
      path: at(code),
      given: "a customer's own key beside long-term backups of databases",
      allowed: "a key of its own where nothing is kept longer than any moment can be restored",
      fixes: ["Leave the key out: the server on which long-term backups are verified cannot be given it yet."],
      breaks: promisesOf(agreement.backup.verification),
    },
  ];
}
