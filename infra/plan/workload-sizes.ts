import { z } from "zod";

/** An image of the platform's own registry, pinned by its content: a tag can be moved, a digest cannot. */
const imageSchema = z
  .strictObject({
    repository: z.string().regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/, {
      error: "a repository of the platform's registry such as crm/application, without registry and tag",
    }),
    digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, { error: "a digest: sha256: and 64 hexadecimal digits" }),
  })
  .describe("Image in the platform's registry, by repository and digest");

const processorSchema = z
  .strictObject({
    request: z.int().min(10).max(64_000).describe("What the scheduler reserves, in thousandths of a core"),
    limit: z.int().min(10).max(64_000).describe("What a pod may use at most, in thousandths of a core"),
  })
  .refine(({ request, limit }) => request <= limit, { error: "a request that is not above the limit" });

const memorySchema = z.int().min(64).max(262_144).describe("Reserved and allowed, in MiB");

/**
 * Two replicas are the least that lets one of them go, for an upgrade of its node or with its zone. The most is what
 * peaks may take; it counts towards the quota of each tenant.
 */
const replicasSchema = z
  .strictObject({ minimum: z.int().min(2).max(100), maximum: z.int().min(2).max(100) })
  .refine(({ minimum, maximum }) => minimum <= maximum, { error: "a minimum that is not above the maximum" });

const jobSchema = (what: string) =>
  z.strictObject({ image: imageSchema, cpuMillicores: processorSchema, memoryMiB: memorySchema }).describe(what);

/** What runs for each tenant, and how large. */
export const workloadSchema = z
  .strictObject({
    application: z
      .strictObject({
        image: imageSchema,
        replicas: replicasSchema,
        cpuMillicores: processorSchema,
        memoryMiB: memorySchema,
      })
      .describe("The tenant's application, which answers by TLS on port 8443"),
    jobs: z
      .strictObject({
        principals: jobSchema("Makes the users of each tenant's database (jobs/principals)"),
        export: jobSchema("Makes the independent copies (jobs/export)"),
        verification: jobSchema("Verifies every named recovery point (jobs/verification)"),
        restore: jobSchema("Restores beside the live data on request (jobs/restore)"),
        presence: jobSchema("Looks whether every backup is there and how old it is (jobs/presence)"),
        probe: jobSchema("Asks each tenant's address (jobs/probe)"),
        scan: jobSchema("Scans each database for vulnerabilities (jobs/scan)"),
        heartbeat: jobSchema("Tells the watcher that the monitoring lives (jobs/heartbeat)"),
      })
      .describe("The platform's own programs"),
    deployers: z
      .strictObject({ name: z.string().min(1).max(128), objectId: z.guid() })
      .describe("Microsoft Entra group whose members bring the workload layer up: its name and object id"),
  })
  .describe("What runs in the clusters");
