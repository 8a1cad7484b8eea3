import type { NetworkZone } from "../families/isolation";

/** Who talks or is talked to. Roles inside the platform stand in a zone; the others are outside of its networks. */
export const zoneOfRole = {
  gateway: "edge",
  ingress: "web",
  application: "application",
  identity: "application",
  jobs: "application",
  database: "data",
  documents: "documents",
  secrets: "management",
  images: "management",
  control: "management",
  collector: "management",
  names: "management",
  probes: "management",
  copies: "backup",
  checks: "backup",
} as const satisfies Readonly<Record<string, NetworkZone>>;

/** Roles outside of the platform's networks. */
export const outsideRoles = ["users", "partners", "software sources", "sign-in providers", "watcher"] as const;

/** A role inside the platform. */
export type InsideRole = keyof typeof zoneOfRole;
/** A role outside of the platform's networks. */
export type OutsideRole = (typeof outsideRoles)[number];
/** Who talks or is talked to. */
export type Role = InsideRole | OutsideRole;

/** The zone of a role, or undefined for one outside. */
export function zoneOf(role: Role): NetworkZone | undefined {
  return (zoneOfRole as Readonly<Record<string, NetworkZone>>)[role];
}
