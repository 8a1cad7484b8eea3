import type { Agreement } from "../../agreement/agreement";
import { formatName } from "../../azure/names/resource-name";
import type { CopyPlan } from "./backup-plan";
import { promisesOf } from "./clause-promises";

/** What is known of a tenant's data where it runs. */
export interface ExportSource {
  readonly tenant: string;
  readonly generation: string;
  readonly databaseId: string;
  /** Host name of the server. */
  readonly host: string;
  /** Storage accounts that hold the tenant's documents. */
  readonly documentAccounts: readonly string[];
  /** Storage accounts of independent copies, by the copy's key and site code: `nightly/noe`. */
  readonly copyAccounts: Readonly<Record<string, { readonly name: string }>>;
}

/** A part of what a leaving tenant gets. */
export type ExportPart =
  | { readonly format: "database"; readonly by: "jobs/export"; readonly variables: Readonly<Record<string, string>> }
  | {
      readonly format: "documents";
      /** No job makes it: whoever carries out the request lists the container, with sizes and checksums. */
      readonly by: "a person";
      readonly container: string;
      readonly accounts: readonly string[];
    }
  | { readonly format: "excel" | "pdf"; readonly by: "the application" };

/** What is to be handed to a tenant, as a record that is kept with its case. */
export interface ExportRequest {
  readonly schemaVersion: 1;
  readonly platform: string;
  readonly environment: string;
  readonly tenant: string;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly promises: readonly string[];
  readonly parts: readonly ExportPart[];
}

export interface ExportTarget {
  readonly platform: string;
  readonly environment: string;
  /** ISO 8601 without fractions of a second. */
  readonly requestedAt: string;
  /** Public keys (JWK) that the copy is encrypted for, as the job takes them. */
  readonly keys: string;
}

/**
 * The export that the agreement promises at the end, part by part. The database is written by the export job in the
 * place of the first independent copy: an order of its own, apart from the regular ones.
 */
export function planExport(
  agreement: Agreement,
  copies: readonly CopyPlan[],
  source: ExportSource,
  target: ExportTarget,
): ExportRequest {
  const clause = agreement.exit.export;
  const { platform, environment, requestedAt } = target;
  return {
    schemaVersion: 1,
    platform,
    environment,
    tenant: source.tenant,
    requestedAt,
    promises: promisesOf(clause),
    parts: clause.formats.map((format): ExportPart => {
      switch (format) {
        case "database":
          return { format, by: "jobs/export", variables: exportVariables(copies, source, target) };
        case "documents":
          return {
            format,
            by: "a person",
            container: formatName("storage:BlobContainer", { tenant: source.tenant, role: "doc" }),
            accounts: source.documentAccounts,
          };
        case "excel":
        case "pdf":
          return { format, by: "the application" };
      }
    }),
  };
}

/** The variables that `jobs/export` takes, for one run. */
function exportVariables(
  copies: readonly CopyPlan[],
  { tenant, generation, databaseId, host, copyAccounts }: ExportSource,
  { platform, environment, requestedAt, keys }: ExportTarget,
): Readonly<Record<string, string>> {
  const [copy] = copies;
  const site = copy?.places[0];
  const account = copy === undefined || site === undefined ? undefined : copyAccounts[`${copy.key}/${site}`];
  const place = account && {
    name: site,
    url: `https://${account.name}.blob.core.windows.net`,
    container: formatName("storage:BlobContainer", { role: "cpy" }),
  };
  return {
    PLATFORM: platform,
    ENVIRONMENT: environment,
    TENANT: tenant,
    GENERATION: String(Number(generation)),
    COPY: "exit",
    EVERY: "P1D",
    // The one slot that this run fills.
    EPOCH: requestedAt,
    SOURCE_DATABASE_ID: databaseId,
    COPY_DATABASE: `${databaseId.split("/").at(-1) ?? ""}-exit`,
    SQL_HOST: host,
    PLACES: JSON.stringify(place === undefined ? [] : [place]),
    KEYS: keys,
  };
}
