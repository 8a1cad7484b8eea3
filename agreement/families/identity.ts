import { z } from "zod";
import { clause, optionalClause } from "../clause";
import { durationSchema } from "../duration";

const lockoutSchema = clause({
  after: z.int().min(1).describe("Wrong sign-ins in a row"),
  until: z
    .union([z.literal("administrator"), durationSchema], {
      error: "`administrator`, or an ISO 8601 duration such as PT20M",
    })
    .describe("Who or what unlocks the account"),
});

const passwordSchema = clause({
  minimumLength: z.int().min(1).exactOptional(),
  maximumLength: z.int().min(1).exactOptional(),
  requires: z.array(z.enum(["lower", "upper", "digit", "special"])).exactOptional(),
  forbids: z.array(z.enum(["personal data", "company data", "simple words", "simple sequences"])).exactOptional(),
  history: z.int().min(0).exactOptional().describe("Earlier passwords that cannot be used again"),
  expires: durationSchema.exactOptional(),
  strong: z.literal(true).exactOptional().describe("Strong without further rules in the agreement"),
  temporaryMustChange: z.boolean().exactOptional(),
  hashed: z.literal(true),
  perTenant: z
    .array(z.enum(["everything", "digits", "special characters", "minimum length", "two-factor"]))
    .exactOptional()
    .describe("What a tenant may set for itself"),
});

const twoFactorShape = {
  methods: z.array(z.enum(["app", "text message", "email"])).min(1),
};

/** How users prove who they are. */
export const identitySchema = clause({
  realm: z.enum(["tenant", "platform"]).describe("Whose users share one realm"),
  lockout: lockoutSchema.exactOptional(),
  password: passwordSchema.exactOptional(),
  accountsHidden: clause({}).exactOptional().describe("A failed sign-in does not tell whether the account exists"),
  twoFactor: z
    .union([
      clause({ mode: z.enum(["enforced", "offered"]), ...twoFactorShape }),
      optionalClause({ mode: z.enum(["enforced", "offered"]), ...twoFactorShape }),
    ])
    .exactOptional(),
  singleSignOn: clause({
    providers: z.array(z.enum(["microsoft", "google", "saml"])).min(1),
  }).exactOptional(),
  members: clause({ managedBy: z.enum(["tenant", "platform"]) })
    .exactOptional()
    .describe("Who decides which users get in, and their rights"),
  links: clause({ validFor: durationSchema }).exactOptional().describe("Registration and password-reset links"),
  supplierUsers: clause({ shown: z.literal(true) })
    .exactOptional()
    .describe("The user list shows which of the supplier's people may sign in"),
}).describe("Sign-in of users");
