import { z } from "zod";
import { platformNameSchema } from "./agreement";
import type { DeepReadonly } from "./deep-readonly";
import { patternedText } from "./patterned-text";

/** The version of the register that this code writes and reads; older ones are migrated first. */
export const firewallRegisterVersion = 1;

const ownerSchema = patternedText(
  /^[a-z][a-z0-9-]{0,19}$/,
  "a short name such as operations, without ; and = which separate parts of a rule's description",
);

const dateSchema = z.iso.date({ error: 'an ISO date such as "2027-03-31"' });

const hostNamePattern = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Names that are reached through the firewall; everything else about a rule follows from the network. */
const egressSchema = z.strictObject({
  name: patternedText(/^[a-z][a-z0-9-]{0,39}$/, "a short name such as postcode-service").describe(
    "Name of the rule, unique in the register",
  ),
  for: patternedText(/^(?:(?!00)\d{2}|[a-z][a-z0-9]{3})$/, 'a cell such as "01", or the code of a tenant').describe(
    "Whose nodes: a whole cell, or a tenant that has nodes of its own",
  ),
  names: z
    .array(patternedText(hostNamePattern, "a host name such as api.example.net, or *.example.net for all below it"))
    .min(1),
  port: z.literal([80, 443]).default(443),
});

const changeSchema = z.strictObject({
  reference: patternedText(
    /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/,
    "the reference of the change, such as CHG-2026-0042",
  ).describe("What change management calls the change; never used twice"),
  owner: ownerSchema.describe("Who answers for the rules"),
  until: dateSchema.describe("Last day on which they may stand"),
  reason: z.string().min(1),
  egress: z.array(egressSchema).min(1).describe("What nodes may reach beyond what every platform needs"),
});

/** Every rule of a platform's firewalls with the change that it follows from. */
export const firewallRegisterSchema = z
  .strictObject({
    schemaVersion: z.literal(firewallRegisterVersion),
    platform: platformNameSchema,
    baseline: z
      .strictObject({
        version: z.int().min(1).describe("Version of the rules that follow from the agreement and from Azure's needs"),
        owner: ownerSchema,
        reviewed: dateSchema.describe("Day on which somebody last went through them"),
      })
      .describe("Rules that nobody asked for one by one; each release of them is reviewed as a whole"),
    changes: z.array(changeSchema),
  })
  .describe("Register of firewall rules of a hosted platform");

/** Every rule of a platform's firewalls with the change that it follows from, as parsed. */
export type FirewallRegister = DeepReadonly<z.output<typeof firewallRegisterSchema>>;
