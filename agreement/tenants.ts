import { z } from "zod";
import { patternedText } from "./patterned-text";
import { platformNameSchema } from "./agreement";
import { userAddressSchema } from "./cidr";
import type { DeepReadonly } from "./deep-readonly";
import { computeIsolationSchema, firewallIsolationSchema, serverIsolationSchema } from "./families/isolation";
import { placeShape, tenantDataSchema } from "./tenant-data";

/** The version of the tenants document that this code writes and reads; older ones are migrated first. */
export const tenantsVersion = 2;

const hostNamePattern = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** What a tenant bought beyond the platform; never less than the platform has. */
const overridesSchema = z.strictObject({
  addresses: z.array(userAddressSchema).min(1).exactOptional().describe("Users get in only from these addresses"),
  compute: computeIsolationSchema.exactOptional(),
  firewall: firewallIsolationSchema.exactOptional(),
  server: serverIsolationSchema.exactOptional(),
  customerKey: z.literal(true).exactOptional().describe("Encryption at rest with the customer's own key"),
  twoFactor: z.literal("enforced").exactOptional(),
});

/** A tenant's short code. */
export const tenantCodeSchema = patternedText(
  /^[a-z][a-z0-9]{3}$/,
  "4 characters: a lower-case letter, then three lower-case letters or digits, such as alv1",
);

/** What a customer has for good, and nobody else gets after it. */
const customerShape = {
  code: tenantCodeSchema.describe("Short code in resource names; it can never change, nor be given to another tenant"),
  name: z.string().min(1).describe("The customer's name"),
  ...placeShape,
};

const dateSchema = z.iso.date({ error: 'an ISO date such as "2027-03-31"' });

/** One customer of the platform. */
const tenantSchema = z.strictObject({
  ...customerShape,
  hostName: patternedText(hostNamePattern, "a lower-case host name such as alver.crm.example.no").describe(
    "Host name of the tenant's URL",
  ),
  state: z.enum(["active", "leaving"]).default("active").describe("Nobody gets in to a leaving tenant"),
  until: dateSchema.exactOptional().describe("Last day of a leaving tenant"),
  data: tenantDataSchema,
  overrides: overridesSchema.default({}),
});

/** A customer that has left: its code and segment are taken for good, its data stays until it is erased. */
const retiredSchema = z.strictObject({
  ...customerShape,
  left: dateSchema.describe("Last day of the tenant"),
  state: z
    .enum(["kept", "released", "erased"])
    .default("kept")
    .describe("Kept: data is there and protected. Released: it may be deleted. Erased: only backups run out"),
  data: tenantDataSchema,
  overrides: overridesSchema.default({}),
});

/** To whom a platform's agreement is given. */
export const tenantsSchema = z
  .strictObject({
    schemaVersion: z.literal(tenantsVersion),
    platform: platformNameSchema,
    tenants: z.array(tenantSchema),
    retired: z.array(retiredSchema).default([]).describe("Tenants that were removed"),
  })
  .describe("Tenants of a hosted platform");

/** To whom a platform's agreement is given, as parsed. */
export type Tenants = DeepReadonly<z.output<typeof tenantsSchema>>;
/** One customer of the platform. */
export type Tenant = Tenants["tenants"][number];
/** A customer that has left. */
export type RetiredTenant = Tenants["retired"][number];
