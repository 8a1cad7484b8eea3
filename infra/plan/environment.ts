import { z } from "zod";
import { networkSchema } from "../../agreement/cidr";
import type { DeepReadonly } from "../../agreement/deep-readonly";
import { platformNameSchema } from "../../agreement/agreement";
import { tenantCodeSchema } from "../../agreement/tenants";
import { findSite } from "../../azure/sites";
import { copyKeysSchema } from "./copy-keys";
import { customerKeySchema } from "./customer-keys";
import { workloadSchema } from "./workload-sizes";

/** The version of the environment document that this code writes and reads. */
export const environmentVersion = 1;

const idSchema = z.guid({ error: "an id such as 5f0c7a1e-2f0b-4c55-9d3a-6b1c2d3e4f50" });

const vmSizeSchema = z
  .string()
  .regex(/^Standard_[A-Z]+\d+[a-z]*(?:_v\d+)?$/, { error: "an Azure VM size such as Standard_D4ds_v5" });

const siteCodeSchema = z
  .string()
  .refine((code) => findSite(code) !== undefined, { error: "a registered site code such as weu, noe or swc" });

const poolSizeSchema = z
  .strictObject({
    vmSize: vmSizeSchema,
    minimum: z.int().min(1).max(150).describe("Fewest nodes"),
    maximum: z.int().min(1).max(150).describe("Most nodes; a surge upgrade takes a third more addresses"),
  })
  .refine((pool) => pool.minimum <= pool.maximum, { error: "a minimum that is not above the maximum" });

// Serverless, basic and standard tiers are left out: they are not zone redundant (Microsoft Learn,
// reliability/reliability-sql-database, 2026).
const databaseSizeSchema = z.strictObject({
  sku: z.string().regex(/^(?:GP|BC)_Gen5_(?:2|4|6|8|10|12|14|16|18|20|24|32|40|80)$/, {
    error: "a vCore size such as GP_Gen5_2 or BC_Gen5_4",
  }),
  maxSizeGiB: z.int().min(1).max(4096).describe("Largest size of one tenant's database in GiB"),
});

const sizesSchema = z.strictObject({
  database: databaseSizeSchema,
  systemNodes: poolSizeSchema.refine((pool) => pool.minimum >= 2, { error: "at least 2 system nodes" }),
  webNodes: poolSizeSchema.describe("Nodes of the ingress, where the agreement separates server groups"),
  userNodes: poolSizeSchema.describe("Nodes of the tenants' applications"),
  batchNodes: poolSizeSchema.describe("Nodes of the jobs, where the agreement separates server groups"),
  tenantNodes: poolSizeSchema
    .refine((pool) => pool.maximum <= 20, { error: "at most 20 nodes: a tenant's node segment has 27 addresses" })
    .describe("Nodes of a tenant that has its own"),
  applicationGateway: z
    .strictObject({ minimum: z.int().min(2).max(125), maximum: z.int().min(2).max(125) })
    .describe("Instances of each application gateway"),
  vpnGateway: z.enum(["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"]),
  firewallAddresses: z.int().min(1).max(250).describe("Public addresses of each firewall"),
  requestsPerMinute: z.int().min(1).describe("Requests a minute that one client address may make"),
  documentsGiB: z.int().min(1).describe("Documents of one cell in GiB; sets how long a restore takes"),
});

/** Where and how large one platform is deployed. */
export const environmentSchema = z
  .strictObject({
    schemaVersion: z.literal(environmentVersion),
    platform: platformNameSchema,
    environment: z.enum(["local", "test", "production"]),
    directory: idSchema.describe("Microsoft Entra tenant (directory) id that owns the subscriptions"),
    subscriptions: z
      .strictObject({ guard: idSchema, platform: idSchema, cells: idSchema })
      .describe("Subscription that plays each role; nothing else lives in them"),
    administrators: z
      .strictObject({ name: z.string().min(1).max(128), objectId: idSchema })
      .describe("Microsoft Entra group whose members administer the databases: its name and object id"),
    salt: z.string().min(1).max(64).describe("Ends up in globally unique names; it can never change"),
    immutability: z
      .enum(["unlocked", "locked"])
      .describe(
        "Whether copies, log archives and backup vaults are locked for good. Azure makes them unlocked: start so, bring " +
          "the environment up, then lock; it can never be taken back",
      ),
    addressSpace: networkSchema.describe("Addresses that belong to this platform and environment alone"),
    sites: z
      .record(siteCodeSchema, networkSchema)
      .describe("Block of the address space of each site with a network, by site code; it can never change"),
    kubernetesVersion: z
      .string()
      .regex(/^1\.\d{2}$/, { error: 'a Kubernetes minor version in quotes, such as "1.36"' }),
    meshRevision: z
      .string()
      .regex(/^asm-1-\d{2}$/, { error: "a revision of AKS's Istio add-on such as asm-1-30" })
      .describe("Revision of the Istio add-on, which carries the ingress; it has to fit kubernetesVersion"),
    sizes: sizesSchema,
    workload: workloadSchema,
    copyKeys: copyKeysSchema,
    granted: z
      .array(z.string().regex(/^[a-z][a-z0-9]+$/, { error: "an Azure region such as norwaywest" }))
      .describe("Restricted regions for which Azure has granted access"),
    activeSites: z
      .record(z.string().regex(/^(?!00)\d{2}$/), siteCodeSchema)
      .exactOptional()
      .describe("Site on which a cell runs, by cell number, where that is not the agreement's active site"),
    confirmedCertificates: z
      .array(tenantCodeSchema)
      .exactOptional()
      .describe(
        "Codes of tenants whose certificates are in the sites' key vaults though Azure's management interface does not " +
          "show them; somebody has looked",
      ),
    customerKeys: z
      .record(tenantCodeSchema, customerKeySchema)
      .exactOptional()
      .describe("Keys of tenants that bought one of their own, by tenant code; without them Azure's own key encrypts"),
    watcher: z
      .string()
      .regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/, { error: "a host name such as watch.example.org" })
      .describe("Host in another place that raises an alarm when the monitoring's heartbeat stops"),
    budget: z
      .strictObject({
        from: z.iso
          .date({ error: "the first of a month such as 2026-12-01" })
          .regex(/-01$/, { error: "the first of a month such as 2026-12-01" })
          .describe("Month in which counting begins; Azure makes a budget only while that month lasts, or earlier"),
        monthly: z
          .strictObject({ guard: z.number().positive(), platform: z.number().positive(), cells: z.number().positive() })
          .describe("What each subscription may cost in a month, in the currency in which it is billed"),
      })
      .exactOptional()
      .describe("Whom `notify.email` names is told before a subscription costs more; absent where nobody counts"),
    beatRule: z
      .string()
      .regex(/^dcr-[0-9a-f]{32}$/, {
        error: "the immutable id of a data collection rule: dcr- and 32 hexadecimal digits",
      })
      .describe("Data collection rule of the watcher that takes the heartbeat"),
    notify: z.strictObject({
      page: z.array(z.email()).min(1).describe("Duty engineers: faults that cannot wait"),
      email: z.array(z.email()).min(1).describe("Operations: everything else"),
    }),
  })
  .describe("Environment of a hosted platform: subscriptions, addresses and sizes");

/** Where and how large one platform is deployed, as parsed. */
export type Environment = DeepReadonly<z.output<typeof environmentSchema>>;
