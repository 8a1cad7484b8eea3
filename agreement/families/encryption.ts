import { z } from "zod";
import { clause, optionalClause } from "../clause";
import { durationSchema } from "../duration";

const inTransitSchema = clause({
  minimumTls: z.enum(["1.2", "1.3"], { error: 'a TLS version in quotes: "1.2" or "1.3"' }),
  hsts: durationSchema.exactOptional().describe("Lifetime of the HTTP Strict Transport Security header"),
  certificate: z.strictObject({
    validation: z.enum(["DV", "OV", "EV"]).describe("Domain, organisation or extended validation"),
    keyBits: z.int().min(2048).describe("Smallest RSA key, or the RSA strength an elliptic key equals"),
    signature: z.enum(["SHA256", "SHA384", "SHA512"]).describe("Weakest hash of the certificate's signature"),
  }),
});

const betweenSitesSchema = clause({
  integrity: z.enum(["SHA256", "SHA384"]).describe("Weakest hash of IKE and IPsec integrity"),
  authentication: z.literal("preSharedKey"),
});

/** What is encrypted and how well. */
export const encryptionSchema = clause({
  inTransit: inTransitSchema,
  betweenSites: betweenSitesSchema,
  atRest: clause({ everything: z.literal(true) }),
  customerKeys: optionalClause({
    keptIn: z.enum(["vault", "hsm"]).describe("A vault is replicated to the paired region, a hardware module is not"),
  })
    .exactOptional()
    .describe("Encryption at rest with the customer's own key"),
  applicationKeys: clause({}).exactOptional().describe("Keys with which the application encrypts sensitive fields"),
}).describe("Encryption");
