import { dataIn, whereabouts, type TenantData } from "../../agreement/tenant-data";
import type { RetiredTenant, Tenant } from "../../agreement/tenants";
import type { Environment } from "../../azure/names/codes";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { deployedData, deployedIn, type DeployedData } from "./deployed-data";
import { changeItem } from "./document-text";
import {
  readTenants,
  refusal,
  retiredNamed,
  saveTenants,
  tenantNamed,
  withoutDefaults,
  type TenantsDocument,
} from "./tenants-document";

export interface DiscardOptions {
  readonly platform: string;
  readonly code: string;
  readonly environment: Environment;
  /** @default the only one that is not serving */
  readonly generation?: string;
}

/**
 * `deltawerk tenant discard`: gives up data that serves nobody. A generation that was never promoted goes at once. What
 * has served takes two steps with an `up` after each, because a deletion cannot be undone: the first takes its
 * protection and its lock, the second the data itself.
 */
export async function discardData(context: Context, options: DiscardOptions): Promise<ExitStatus> {
  const document = readTenants(context.projectFolder, options.platform);
  const left = retiredNamed(document, options.code);
  if (left !== undefined) return discardRetired(context, document, left.tenant, left.index, options);
  const { index, tenant } = tenantNamed(document, options.code);
  const data = dataIn(tenant, options.environment);
  const generation = chosenGeneration(tenant, data, options);
  const cell = data.kept.find((one) => one.generation === generation)?.cell;
  const deployed =
    cell === undefined
      ? await deployedData(context, options.environment, options.platform, tenant)
      : await deployedIn(context, options.environment, options.platform, { code: tenant.code, cell });
  const changed = withoutDefaults(cleaned(tenant, options.environment, without(tenant, data, generation, deployed)));
  const fields = { data: Object.keys(changed).length === 0 ? undefined : changed };
  saveTenants(context.projectFolder, document, changeItem(document.text, "tenants", index, fields));
  if (data.moving?.generation === generation) {
    context.print(
      `${tenant.name} (${options.code}) stays where it is: the next \`up\` deletes the copies of its documents.`,
    );
    context.print(`Written to ${document.file}. Then: npx deltawerk up ${options.platform} -e ${options.environment}`);
    return exitStatus.done;
  }
  const isReleased = data.restoring?.generation !== generation && !isReleasedAlready(data, generation);
  tellNext(context, document, options, `Generation ${generation} of ${tenant.name} (${options.code})`, isReleased);
  return exitStatus.done;
}

function isReleasedAlready({ kept }: TenantData, generation: string): boolean {
  return kept.some((one) => one.generation === generation && one.released === true);
}

/** What is as it would be without having been written down is not written down. */
function cleaned(tenant: Tenant, environment: Environment, data: TenantData): Tenant["data"] {
  const { [environment]: _, ...others } = tenant.data;
  const { generation, kept, ...more } = data;
  const isFirst = generation === "01" && kept.length === 0 && Object.keys(more).length === 0;
  return isFirst ? others : { ...others, [environment]: data };
}

function chosenGeneration(tenant: Tenant, data: TenantData, { generation, environment }: DiscardOptions): string {
  const idle = [
    ...(data.restoring === undefined ? [] : [data.restoring.generation]),
    ...(data.moving === undefined ? [] : [data.moving.generation]),
    ...data.kept.map((one) => one.generation),
  ];
  const [first, ...others] = idle;
  if (generation !== undefined && idle.includes(generation)) return generation;
  if (generation === undefined && first !== undefined && others.length === 0) return first;
  const allowed = idle.length === 0 ? "There is none." : `Allowed: --generation ${idle.join(" or ")}.`;
  throw refusal(
    generation === data.generation
      ? `Generation ${generation} serves ${tenant.name} (${tenant.code}) in ${environment}.`
      : `Which generation of ${tenant.name} (${tenant.code}) is to go from ${environment} is given as ${generation ?? "nothing"}.`,
    allowed,
  );
}

function without(tenant: Tenant, data: TenantData, generation: string, deployed: DeployedData): TenantData {
  const { restoring, moving, ...rest } = data;
  // Only one of them can be there.
  if ([restoring?.generation, moving?.generation].includes(generation)) return rest;
  const found = data.kept.find((one) => one.generation === generation);
  const today = deployed.now.toISOString().slice(0, 10);
  if (found !== undefined && today <= found.until) {
    throw refusal(
      `Generation ${generation} of ${tenant.name} (${tenant.code}) is kept until ${found.until}, and today is ${today}.`,
    );
  }
  if (found?.released !== true) {
    return {
      ...data,
      kept: data.kept.map((one) => (one.generation === generation ? { ...one, released: true } : one)),
    };
  }
  refuseWhileProtected(deployed, generation);
  return { ...data, kept: data.kept.filter((one) => one.generation !== generation) };
}

/** The engine would refuse the deletion; it is told before the document says something else than what is there. */
function refuseWhileProtected({ generations, stack }: DeployedData, ...wanted: readonly string[]): void {
  const held = generations.filter((one) => one.protected && (wanted.length === 0 || wanted.includes(one.generation)));
  if (held.length === 0) return;
  throw refusal(
    `Generation ${held.map(({ generation }) => generation).join(", ")} in ${stack} is protected still.`,
    "It is released in the document; bring that up first, and then discard it again.",
  );
}

async function discardRetired(
  context: Context,
  document: TenantsDocument,
  tenant: RetiredTenant,
  index: number,
  options: DiscardOptions,
): Promise<ExitStatus> {
  const { code, name, state } = tenant;
  if (state === "erased") throw refusal(`The data of ${name} (${code}) is erased already; only backups run out.`);
  if (state === "kept") {
    const text = changeItem(document.text, "retired", index, { state: "released" });
    saveTenants(context.projectFolder, document, text);
    tellNext(context, document, options, `All data of ${name} (${code})`, true);
    return exitStatus.done;
  }
  const deployed = await deployedData(context, options.environment, options.platform, tenant);
  refuseWhileProtected(deployed);
  const fields = { state: "erased", data: placesAlone(tenant), overrides: undefined };
  saveTenants(context.projectFolder, document, changeItem(document.text, "retired", index, fields));
  tellNext(context, document, options, `All data of ${name} (${code})`, false);
  const { tenants, retired } = document.tenants;
  const others = [...tenants, ...retired.filter((one) => one !== tenant && one.state !== "erased")];
  if (!others.some(({ cell }) => cell === tenant.cell)) {
    context.print(`Nothing is left in cell ${tenant.cell}. Take the rest of it away, in each environment, with:`);
    context.print(`  pulumi destroy -s ${deployed.stack}`);
  }
  return exitStatus.done;
}

/** Where somebody has been stays taken when nothing is left of them. */
function placesAlone(tenant: RetiredTenant): Readonly<Record<string, unknown>> | undefined {
  const places = Object.entries(tenant.data).flatMap(([environment, data]) =>
    data.place === undefined ? [] : [[environment, { generation: data.generation, ...whereabouts(data) }] as const],
  );
  return places.length === 0 ? undefined : Object.fromEntries(places);
}

function tellNext(
  context: Context,
  { file }: TenantsDocument,
  { platform, environment, code, generation }: DiscardOptions,
  what: string,
  isReleased: boolean,
): void {
  const up = `npx deltawerk up ${platform} -e ${environment}`;
  const again = [
    "npx deltawerk tenant discard",
    platform,
    code,
    ...(generation === undefined ? [] : ["--generation", generation]),
  ];
  if (isReleased) {
    context.print(`${what} is released: the next \`up\` takes its protection and its lock, and deletes nothing.`);
    context.print(`Written to ${file}. Then: ${up}, and once more: ${[...again, "-e", environment].join(" ")}`);
    return;
  }
  context.print(`${what} is given up: the next \`up\` deletes it. Backups run out by their retention.`);
  context.print(`Written to ${file}. Then: ${up}`);
}
