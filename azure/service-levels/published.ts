/**
 * Published service levels. They are the thresholds below which Microsoft gives credit, over one month each, not
 * measurements; the definitions of "available" differ by service. Read the condition before using a figure.
 *
 * The authoritative text is Microsoft's "Service Level Agreements for Microsoft Online Services"; a figure that was read
 * elsewhere says where, and one that was not read in a source of Microsoft's is marked as an estimate.
 */
export interface PublishedLevel {
  readonly service: string;
  /** Percent of a month. */
  readonly percent: number;
  /** What must be deployed for the figure to hold. */
  readonly condition: string;
  readonly source: string;
  /** Why the figure is uncertain; absent where Microsoft publishes it. */
  readonly estimate?: string;
}

const RELIABILITY = "Microsoft Learn, reliability guides (2026-08)";
const REVIEW_TOOL = "Azure Quick Review (azqr), service levels as coded by Microsoft (2024)";
const AKS_TIERS = "Microsoft Learn, aks/free-standard-pricing-tiers (2026-08)";
const SQL_BLOG = "Microsoft, SLA for Azure SQL Database (announcement of 2019-07, SQL documentation since)";
const NOT_READ = "not read in a stored source of Microsoft's; to be checked against the current agreement";

export const PUBLISHED_LEVELS = {
  trafficManager: {
    service: "Traffic Manager",
    percent: 99.99,
    condition: "a DNS query is answered; clients retry",
    source: `${REVIEW_TOOL}; the newer reliability guide says 100 %, the lower figure is kept`,
  },
  dns: {
    service: "Azure DNS",
    percent: 100,
    condition: "a query is answered by at least one of the zone's name servers",
    source: "Microsoft, SLA for Azure DNS, as quoted by third parties (2022)",
  },
  applicationGateway: {
    service: "Application Gateway v2",
    percent: 99.95,
    condition: "zone redundant, or at least two instances with autoscaling",
    source: `${REVIEW_TOOL}; ${RELIABILITY}`,
  },
  loadBalancer: {
    service: "Load Balancer, Standard",
    percent: 99.99,
    condition: "at least two healthy backends",
    source: `${REVIEW_TOOL}; ${RELIABILITY}`,
  },
  nodesAcrossZones: {
    service: "Virtual machines",
    percent: 99.99,
    condition: "two or more instances in two or more zones of a region; one of them is reachable",
    source: "Microsoft, SLA for Virtual Machines 1.9, as quoted by third parties",
  },
  nodesInOneZone: {
    service: "Virtual machines",
    percent: 99.95,
    condition: "two or more instances in an availability set, or in one scale set without zones",
    source: "Microsoft, SLA for Virtual Machines 1.9, availability sets, as quoted by third parties",
    estimate: "the figure is for availability sets; a scale set pinned to one zone is taken to be the same",
  },
  singleNode: {
    service: "Virtual machine",
    percent: 99.9,
    condition: "one instance with premium disks only",
    source: "Microsoft, SLA for Virtual Machines 1.9, as quoted by third parties",
  },
  aksApiServerZonal: {
    service: "AKS API server",
    percent: 99.95,
    condition: "Standard or Premium tier, cluster with availability zones; says nothing about nodes or requests",
    source: AKS_TIERS,
  },
  aksApiServer: {
    service: "AKS API server",
    percent: 99.9,
    condition: "Standard or Premium tier, no availability zones",
    source: AKS_TIERS,
  },
  privateLink: {
    service: "Private Link",
    percent: 99.99,
    condition: "a private endpoint reaches its service",
    source: "Microsoft, SLA for Azure Private Link",
    estimate: NOT_READ,
  },
  sqlZoneRedundantBusinessCritical: {
    service: "SQL Database",
    percent: 99.995,
    condition: "Business Critical or Premium, zone redundant",
    source: SQL_BLOG,
  },
  sql: {
    service: "SQL Database",
    percent: 99.99,
    condition:
      "General Purpose, Standard, or Business Critical without zone redundancy; General Purpose zone redundant too",
    source: `${SQL_BLOG}; no higher figure was found for zone-redundant General Purpose`,
  },
  firewallZoneRedundant: {
    service: "Azure Firewall",
    percent: 99.99,
    condition: "two or more zones",
    source: `Microsoft Learn, firewall/deploy-availability-zone-powershell; ${REVIEW_TOOL}`,
  },
  firewall: {
    service: "Azure Firewall",
    percent: 99.95,
    condition: "one zone, or a region without zones",
    source: `Microsoft Learn, firewall/deploy-availability-zone-powershell; ${REVIEW_TOOL}`,
  },
  vpnGateway: {
    service: "VPN Gateway",
    percent: 99.95,
    condition: "any SKU but Basic; no higher figure is published for zone-redundant SKUs",
    source: `${REVIEW_TOOL}; ${RELIABILITY}`,
  },
  keyVault: { service: "Key Vault", percent: 99.99, condition: "transactions are processed", source: REVIEW_TOOL },
  blobHot: {
    service: "Blob Storage",
    percent: 99.9,
    condition: "hot tier, LRS, ZRS or GRS, requests to the primary",
    source: REVIEW_TOOL,
  },
  blobHotReadAccess: {
    service: "Blob Storage",
    percent: 99.99,
    condition: "hot tier, RA-GRS or RA-GZRS, reads that retry against the secondary",
    source: REVIEW_TOOL,
  },
  containerRegistry: {
    service: "Container Registry",
    percent: 99.9,
    condition: "registry operations",
    source: "Microsoft, SLA for Container Registry",
    estimate: NOT_READ,
  },
  backup: {
    service: "Azure Backup",
    percent: 99.9,
    condition: "backup and restore operations, failed jobs retried every 30 minutes",
    source: `Microsoft, SLA for Azure Backup, as quoted; ${RELIABILITY}`,
  },
  logAnalyticsQuery: {
    service: "Log Analytics",
    percent: 99.9,
    condition: "queries succeed",
    source: `${REVIEW_TOOL}; ${RELIABILITY}`,
  },
  signIn: {
    service: "Microsoft Entra ID",
    percent: 99.99,
    condition: "users can sign in",
    source: "Microsoft, SLA for Microsoft Entra ID",
    estimate: NOT_READ,
  },
} as const satisfies Readonly<Record<string, PublishedLevel>>;

export type PublishedLevelName = keyof typeof PUBLISHED_LEVELS;
