import { z } from "zod";
import { clause, optionalClause } from "../clause";

/** Zones into which a site's network is divided. */
export const networkZones = ["edge", "web", "application", "data", "documents", "management", "backup"] as const;

/** Where a tenant's application runs: a namespace, nodes of its own, or a cluster of its own. */
export const computeIsolationSchema = z.enum(["namespace", "nodePool", "cluster"]);
/** What firewall a tenant has: none of its own, a rule set on the site's firewall, or a device. */
export const firewallIsolationSchema = z.enum(["none", "ruleSet", "device"]);
/** Whether tenants share a database server. */
export const serverIsolationSchema = z.enum(["shared", "tenant"]);

/** How tenants are kept apart from each other, and the platform from others. */
export const isolationSchema = clause({
  database: z.literal("tenant").describe("Every tenant has a database of its own"),
  server: serverIsolationSchema,
  dataSegment: z.literal("tenant").describe("Every tenant's data has a network segment of its own"),
  compute: computeIsolationSchema,
  firewall: firewallIsolationSchema,
  url: z.enum(["tenant", "platform"]),
  networkZones: clause({
    separate: z.array(z.enum(networkZones)).min(1),
  }).describe("Zones of the network that are closed to each other"),
  platform: clause({
    dedicated: z.array(z.enum(["subscription", "network", "database server", "application servers"])).min(1),
  }).describe("What the platform shares with nobody else"),
  computeOption: optionalClause({ compute: computeIsolationSchema }).exactOptional(),
  firewallOption: optionalClause({ firewall: firewallIsolationSchema }).exactOptional(),
}).describe("Isolation");

/** Where a tenant's application runs. */
export type ComputeIsolation = z.output<typeof computeIsolationSchema>;
/** What firewall a tenant has. */
export type FirewallIsolation = z.output<typeof firewallIsolationSchema>;
/** Zone of a site's network. */
export type NetworkZone = (typeof networkZones)[number];
