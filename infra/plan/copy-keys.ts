import { z } from "zod";
import type { Agreement } from "../../agreement/agreement";
import { promisesOf } from "./clause-promises";
import type { Environment } from "./environment";
import type { PlanFinding } from "./plan-finding";
import { chooseRedundancy } from "./residency-choice";
import type { SitePlan } from "./site-plan";

const leastBytes = 256;

/** A public key that independent copies are encrypted to, in the terms of a JSON Web Key (RFC 7517). */
export const copyKeySchema = z
  .strictObject({
    kid: z
      .url({ protocol: /^(https|file)$/, error: "an address with its version: https://…/keys/…/… or file:///copies/…" })
      .describe("Address of the private half, with its version; `file:` for one that the jobs have mounted"),
    n: z.base64url().refine((text) => Buffer.from(text, "base64url").length >= leastBytes, {
      error: "the modulus of an RSA key of at least 2048 bits, in base64url",
    }),
    e: z.base64url().describe("The public exponent, in base64url"),
  })
  .describe("Public half of an RSA key to which independent copies are encrypted");

export const copyKeysSchema = z
  .array(copyKeySchema)
  .describe("Keys to which independent copies are encrypted; each opens every copy. The private halves are never here");

const keyVaultHost = /\.vault\.azure\.net$/;

/** Whether the private half is a file that the jobs which open copies have mounted. */
export function isMounted({ kid }: Environment["copyKeys"][number]): boolean {
  return kid.startsWith("file:");
}

/** Keys whose private half would be where no key may be: Key Vault replicates to the region's pair, and nobody can opt out. */
export function copyKeyFindings(
  agreement: Agreement,
  { copyKeys }: Environment,
  active: SitePlan,
): readonly PlanFinding[] {
  const { pair, refusal } = chooseRedundancy(agreement, active.region, "keys", "keys of copies");
  if (pair) return [];
  return copyKeys.flatMap(({ kid }, index): readonly PlanFinding[] =>
    keyVaultHost.test(new URL(kid).hostname)
      ? [
          {
            document: "environment",
            path: ["copyKeys", index, "kid"],
            given: kid,
            allowed: `a key outside of Key Vault: ${refusal?.because ?? "the vault's pair is elsewhere"}`,
            fixes: ["Use a Managed HSM in the promised country.", "Use a file that the jobs mount (file:///copies/…)."],
            breaks: promisesOf(agreement.residency),
          },
        ]
      : [],
  );
}
