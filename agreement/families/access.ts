import { z } from "zod";
import { patternedText } from "../patterned-text";
import { addressSchema, networkSchema } from "../cidr";
import { clause, optionalClause } from "../clause";
import { countrySchema } from "../country";
import { durationSchema } from "../duration";

const publicSchema = clause({
  countries: z
    .union([z.literal("any"), z.array(countrySchema).min(1)], {
      error: "`any`, or a list of ISO country codes such as [NL]",
    })
    .describe("Countries from which users get in; holds for IPv4 and IPv6"),
  unknownCountries: z.enum(["allowed", "blocked"]).describe("Addresses whose country is not known"),
});

const autonomousSystem = z.int().min(1).max(4_294_967_294);

const partnerSchema = z.strictObject({
  name: patternedText(/^[a-z][a-z0-9-]{0,19}$/, "a short name such as operations"),
  devices: z
    .array(
      z.strictObject({
        address: addressSchema.describe("Public address of the partner's VPN device"),
        bgpPeer: addressSchema.exactOptional().describe("Address of the device's BGP speaker, where `asn` is given"),
      }),
    )
    .min(1),
  prefixes: z.array(networkSchema).min(1).describe("Networks from which management is allowed"),
  asn: autonomousSystem
    .exactOptional()
    .describe("Autonomous system of the partner: routes by BGP instead of static; needed for several devices"),
});

const managementSchema = clause({
  through: z.literal("vpn"),
  partners: z.array(partnerSchema).min(1),
  staff: z.enum(["named", "authorised"]).describe("Who may administer: named persons, or roles that were authorised"),
});

const firewallSchema = clause({
  redundant: z.boolean(),
  intrusion: z.enum(["alert", "block"]).describe("What happens to traffic that looks like an attack"),
  changeRecord: z.boolean().describe("Whether every rule names the change that asked for it"),
});

/** Who gets in, from where and through what. */
export const accessSchema = clause({
  public: publicSchema,
  tenantAddresses: optionalClause({}).exactOptional().describe("A tenant's users only from fixed addresses"),
  management: managementSchema,
  betweenSites: clause({ through: z.literal("vpn") }).describe("How the platform's own sites talk to each other"),
  firewall: firewallSchema,
  webApplicationFirewall: clause({ mode: z.enum(["detect", "block"]) }).exactOptional(),
  ddosProtection: optionalClause({}).exactOptional(),
  peaks: clause({ absorb: z.literal(true) })
    .exactOptional()
    .describe("High traffic peaks are absorbed by scaling"),
  storedData: clause({ roles: z.array(z.enum(["operations", "maintenance", "development"])).min(1) })
    .exactOptional()
    .describe("Who reads stored data directly; everybody else only by need"),
  penetrationTest: clause({ longest: durationSchema })
    .exactOptional()
    .describe("A tenant may have its own part tested"),
}).describe("Access");
