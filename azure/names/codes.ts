/**
 * The registers of the short codes from which resource names are built. A code is never changed and never reused:
 * renaming a database is a migration.
 */

export const PLATFORM_CODES = {
  coachview: "cv",
  superoffice: "so",
  cloxxs: "cx",
  pct: "pc",
  draftit: "dr",
} as const;

export const ENVIRONMENT_CODES = { local: "l", test: "t", production: "p" } as const;

export type Platform = keyof typeof PLATFORM_CODES;
export type Environment = keyof typeof ENVIRONMENT_CODES;

/** What a resource is for, a zone of the network or a role within one, with the meaning of each code. */
export const ROLES = {
  edg: "edge zone: entry from the internet",
  web: "web zone: ingress",
  app: "application zone: nodes and pods",
  dat: "data zone: databases",
  doc: "documents",
  mgt: "management zone",
  bak: "backup",
  hub: "hub network of a site",
  net: "network",
  fwl: "firewall",
  gwy: "application gateway",
  waf: "web application firewall",
  vpn: "site-to-site VPN",
  dns: "name resolution",
  log: "logs",
  aud: "audit trail",
  sec: "security",
  key: "keys and secrets",
  idn: "identity",
  mon: "monitoring",
  alr: "alerting",
  reg: "container registry",
  kub: "cluster",
  nod: "cluster nodes",
  sys: "system node pool",
  usr: "user node pool",
  job: "scheduled jobs",
  cpy: "independent copies",
  hot: "hot copies",
  arc: "archive",
  grd: "resource guard",
  sta: "deployment state",
} as const;

export type Role = keyof typeof ROLES;

/** A tenant's immutable code: a lower-case letter, then three lower-case letters or digits. */
export const TENANT_CODE = /^[a-z][a-z0-9]{3}$/;

/** Free text at the end of a name, where one resource of a kind is not enough: a partner's device, a link's far end. */
export const LABEL = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const LABEL_LENGTH = 24;

/** Cells and generations are written with two digits. */
export const HIGHEST_NUMBER = 99;

/** A cell or generation as it is written in names. */
export function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/** Whether a cell or generation can be written in a name. */
export function isTwoDigits(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= HIGHEST_NUMBER;
}
