import { readFileSync } from "node:fs";
import { dataIn } from "../../agreement/tenant-data";
import type { Environment } from "../../azure/names/codes";
import { planExport } from "../../infra/plan/export-request";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { planFor } from "../plan-for";
import { stackNames, stackOutputs, type StateResource } from "../stack-operations";
import { toTheSecond } from "../to-the-second";
import { deployedData, type DeployedData } from "./deployed-data";
import { readTenants, refusal, tenantNamed } from "./tenants-document";

export interface ExportOptions {
  readonly platform: string;
  readonly code: string;
  readonly environment: Environment;
  /** File with the public key (JWK) that the tenant gave. */
  readonly key: string;
}

/**
 * `deltawerk tenant export`: prints the request for what the agreement promises a tenant at its end, for the export job
 * and for people. It changes nothing.
 */
export async function exportTenant(context: Context, options: ExportOptions): Promise<ExitStatus> {
  const { platform, code, environment } = options;
  const document = readTenants(context.projectFolder, platform);
  const { tenant } = tenantNamed(document, code);
  const keys = publicKey(options.key);
  const plan = planFor(context.projectFolder, options);
  const deployed = await deployedData(context, environment, platform, tenant);
  const { generation } = dataIn(tenant, environment);
  const database = deployed.generations.find((one) => one.generation === generation);
  if (database === undefined) {
    throw refusal(
      `${deployed.stack} has no database of ${code}, so there is nothing to export.`,
      `Bring it up first: npx deltawerk up ${platform} -e ${environment}`,
    );
  }
  const request = planExport(
    document.agreement,
    plan.backup.copies,
    {
      tenant: code,
      generation,
      databaseId: database.databaseId,
      host: await hostOf(deployed, code),
      documentAccounts: deployed.resources.flatMap(documentAccount),
      copyAccounts: await copyAccounts(deployed, platform, environment),
    },
    { platform, environment, requestedAt: toTheSecond(deployed.now), keys },
  );
  context.print(JSON.stringify(request, undefined, 2));
  return exitStatus.done;
}

const secretParts = ["d", "p", "q", "dp", "dq", "qi", "k"];

/** A list with the one key, as the job takes it. */
function publicKey(file: string): string {
  let key: unknown;
  try {
    key = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw refusal(`--key is given as ${file}: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const fields: Readonly<Record<string, unknown>> = typeof key === "object" && key !== null ? { ...key } : {};
  const secret = secretParts.filter((part) => part in fields);
  if (fields["kty"] !== "RSA" || typeof fields["n"] !== "string" || typeof fields["e"] !== "string") {
    throw refusal(
      `--key is given as ${file}.`,
      "Allowed: a public RSA key as JWK, with kty, n and e, and kid to know it by.",
    );
  }
  if (secret.length > 0) {
    throw refusal(
      `${file} holds a private key (${secret.join(", ")}).`,
      "Allowed: the public half only; the tenant keeps the other.",
    );
  }
  return JSON.stringify([key]);
}

async function hostOf({ session, stack }: DeployedData, code: string): Promise<string> {
  const { layer } = (await stackOutputs(session, stack)) as {
    readonly layer?: { readonly tenants?: Readonly<Record<string, { readonly server: string }>> };
  };
  return layer?.tenants?.[code]?.server ?? "";
}

async function copyAccounts(
  { session }: DeployedData,
  platform: string,
  environment: Environment,
): Promise<Readonly<Record<string, { readonly name: string }>>> {
  const guard = `${platform}-${environment}-guard`;
  if (!(await stackNames(session)).has(guard)) return {};
  const { layer } = (await stackOutputs(session, guard)) as {
    readonly layer?: { readonly copyAccounts?: Readonly<Record<string, { readonly name: string }>> };
  };
  return layer?.copyAccounts ?? {};
}

function documentAccount({ type, urn, id }: StateResource): readonly string[] {
  const isDocuments = type === "azure-native:storage:StorageAccount" && /::documents-[a-z]{3}-account$/.test(urn);
  return isDocuments && id !== undefined ? [id.split("/").at(-1) ?? id] : [];
}
