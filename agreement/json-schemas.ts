import { z } from "zod";
import { agreementSchema } from "./agreement";
import { firewallRegisterSchema } from "./firewall-register";
import { ledgerSchema } from "./ledger";
import { tenantsSchema } from "./tenants";

const documents = {
  agreement: agreementSchema,
  tenants: tenantsSchema,
  promises: ledgerSchema,
  "firewall-rules": firewallRegisterSchema,
};

/** Folder of the JSON Schemas that editors read, relative to the project. */
export const jsonSchemaFolder = "stacks/schemas";

/** File name and content of the JSON Schema of every kind of document. */
export function jsonSchemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(documents).map(([name, schema]) => [
      `${name}.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), undefined, 2)}\n`,
    ]),
  );
}
