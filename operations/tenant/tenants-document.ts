import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Agreement } from "../../agreement/agreement";
import { closestName } from "../../agreement/closest-name";
import { documentsIn, loadPlatform, type DocumentSource } from "../../agreement/load-platform";
import { formatProblems, type Problem } from "../../agreement/problem";
import { tenantsVersion, type RetiredTenant, type Tenant, type Tenants } from "../../agreement/tenants";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { readPlan } from "../../infra/plan/read-plan";
import { CommandFailure } from "../command-failure";
import { exitStatus } from "../exit-status";
import { changeItem, changeValue } from "./document-text";

/** The tenants of a platform with the text that they were read from. */
export interface TenantsDocument {
  readonly platform: string;
  readonly file: string;
  /** In the version that this code writes, otherwise as it stands in the file. */
  readonly text: string;
  readonly tenants: Tenants;
  readonly agreement: Agreement;
}

const environments = ["local", "test", "production"] as const;

/**
 * Reads the tenants of a platform.
 *
 * @throws CommandFailure with every problem of its documents: what cannot be understood is not edited
 */
export function readTenants(projectFolder: string, platform: string): TenantsDocument {
  const source = documentsIn(projectFolder);
  const loaded = loadPlatform(platform, source, cloudFacts);
  if (!loaded.ok) throw new CommandFailure(formatProblems(loaded.problems), exitStatus.invalidInput);
  const file = `stacks/tenants/${platform}.yaml`;
  const { tenants, agreement } = loaded.value;
  return { platform, file, text: inCurrentVersion(source.read(file) ?? "", tenants), tenants, agreement };
}

/** The text with the version that is written now, and with what that version says in other words. */
function inCurrentVersion(text: string, { tenants }: Tenants): string {
  if (new RegExp(`^schemaVersion: ${tenantsVersion}\\b`, "m").test(text)) return text;
  const changed = tenants.reduce(
    (before, { data }, index) =>
      Object.keys(data).length === 0
        ? changeItem(before, "tenants", index, { generation: undefined })
        : changeItem(before, "tenants", index, { generation: undefined, data: withoutDefaults(data) }),
    text,
  );
  return changeValue(changed, "schemaVersion", tenantsVersion);
}

/** A tenant's data as it is written: what is as everywhere else is left out. */
export function withoutDefaults(data: Tenant["data"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(data).map(([environment, { generation, kept, ...rest }]) => [
      environment,
      { generation, ...rest, ...(kept.length > 0 && { kept }) },
    ]),
  );
}

/**
 * Puts a new text in the place of the document, at once and only if it leaves a plan in every environment that has one
 * now.
 *
 * @throws CommandFailure with every problem that the new text has; nothing was written then
 */
export function saveTenants(projectFolder: string, document: TenantsDocument, text: string): void {
  const problems = problemsOf(projectFolder, document, text);
  if (problems.length > 0) throw new CommandFailure(formatProblems(problems), exitStatus.invalidInput);
  replaceFile(path.join(projectFolder, document.file), text);
}

function problemsOf(projectFolder: string, { platform, file }: TenantsDocument, text: string): readonly Problem[] {
  const before = documentsIn(projectFolder);
  const after: DocumentSource = { ...before, read: (name) => (name === file ? text : before.read(name)) };
  const loaded = loadPlatform(platform, after, cloudFacts);
  if (!loaded.ok) return loaded.problems;
  // An environment that nobody has filled in yet has problems of its own, which are not this change's.
  const planned = environments.filter((environment) => readPlan(before, platform, environment).ok);
  const found = planned.flatMap((environment) => {
    const plan = readPlan(after, platform, environment);
    return plan.ok ? [] : plan.problems;
  });
  const texts = found.map((problem) => JSON.stringify(problem));
  return found.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
}

/** Whoever reads the file meanwhile, or after a crash, sees the old text or the new one. */
function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.new`;
  try {
    const handle = openSync(temporary, "wx");
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** A tenant with its place in the document. */
export interface FoundTenant {
  readonly index: number;
  readonly tenant: Tenant;
}

/** @throws CommandFailure where the platform has no such tenant */
export function tenantNamed(document: TenantsDocument, code: string): FoundTenant {
  const index = document.tenants.tenants.findIndex((tenant) => tenant.code === code);
  const tenant = document.tenants.tenants[index];
  if (tenant === undefined) throw unknownTenant(document, code);
  return { index, tenant };
}

/** A tenant that has left, with its place in the document; undefined where none has that code. */
export function retiredNamed(
  { tenants }: TenantsDocument,
  code: string,
): { readonly index: number; readonly tenant: RetiredTenant } | undefined {
  const index = tenants.retired.findIndex((tenant) => tenant.code === code);
  const tenant = tenants.retired[index];
  return tenant === undefined ? undefined : { index, tenant };
}

function unknownTenant({ platform, tenants }: TenantsDocument, code: string): CommandFailure {
  const gone = tenants.retired.find((tenant) => tenant.code === code);
  if (gone !== undefined) return refusal(`${gone.name} (${code}) left ${platform} on ${gone.left} and was removed.`);
  const codes = tenants.tenants.map((tenant) => tenant.code);
  const meant = closestName(code, codes);
  return refusal(
    `${platform} has no tenant "${code}". ` +
      (meant === undefined ? `Its tenants are ${codes.join(", ")}.` : `Did you mean "${meant}"?`),
  );
}

/** What cannot be done as it was asked for; nothing was changed. */
export function refusal(...lines: readonly string[]): CommandFailure {
  return new CommandFailure([...lines, "Nothing was changed."].join("\n"), exitStatus.invalidInput);
}
