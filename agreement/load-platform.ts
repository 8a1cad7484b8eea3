import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Agreement } from "./agreement";
import { closestName } from "./closest-name";
import type { CloudFacts } from "./cloud-facts";
import type { FirewallRegister } from "./firewall-register";
import type { Ledger } from "./ledger";
import { parseAgreement } from "./parse-agreement";
import { parseFirewallRegister } from "./parse-firewall-register";
import { parseLedger, unknownReferences } from "./parse-ledger";
import { parseTenants } from "./parse-tenants";
import type { Parsed, Problem } from "./problem";
import type { Tenants } from "./tenants";
import { readYaml } from "./yaml-document";

/** The documents of one platform. */
export interface Platform {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  readonly ledger: Ledger;
  readonly firewallRegister: FirewallRegister;
}

/** Where documents come from. Paths are relative to the project, such as `stacks/agreements/pct.yaml`. */
export interface DocumentSource {
  /** The text, or undefined where there is no such document. */
  readonly read: (path: string) => string | undefined;
  /** Names of the documents in a folder. */
  readonly list: (folder: string) => readonly string[];
}

const agreementsFolder = "stacks/agreements";

/** Documents in the file system below a project's folder. */
export function documentsIn(projectFolder: string): DocumentSource {
  return {
    read: (path) => ifThere(() => readFileSync(join(projectFolder, path), "utf8")),
    list: (folder) => ifThere(() => readdirSync(join(projectFolder, folder))) ?? [],
  };
}

function ifThere<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

/** Names of the platforms that have an agreement, sorted. */
export function platformNames(source: DocumentSource): readonly string[] {
  return source
    .list(agreementsFolder)
    .flatMap((name) => (name.endsWith(".yaml") ? [name.slice(0, -".yaml".length)] : []))
    .sort();
}

/** Reads agreement, tenants, ledger and register of firewall rules of a platform, with every problem of all of them. */
export function loadPlatform(name: string, source: DocumentSource, facts: CloudFacts): Parsed<Platform> {
  const file = `${agreementsFolder}/${name}.yaml`;
  const known = platformNames(source);
  if (!known.includes(name)) {
    return { ok: false, problems: [unknownPlatform(name, file, known)] };
  }
  const text = source.read(file) ?? "";
  const agreement = parseAgreement(text, file, facts);
  const parsed = agreement.ok ? agreement.value : undefined;
  const tenants = parseFile(`stacks/tenants/${name}.yaml`, source, (content, path) =>
    parseTenants(content, path, facts, parsed),
  );
  const register = parseFile(`stacks/firewall-rules/${name}.yaml`, source, (content, path) =>
    parseFirewallRegister(
      content,
      path,
      parsed !== undefined && tenants.ok ? { agreement: parsed, tenants: tenants.value } : undefined,
    ),
  );
  const ledgerFile = `stacks/promises/${name}.yaml`;
  const ledger = parseFile(ledgerFile, source, (content, path) => parseLedger(content, path, parsed));
  // Read by itself, so that its disagreements with the agreement do not hide the agreement's with it.
  const alone = ledger.ok
    ? ledger
    : parseFile(ledgerFile, source, (content, path) => parseLedger(content, path, undefined));
  const references =
    agreement.ok && alone.ok
      ? unknownReferences(agreement.value, alone.value).map((finding) => readYaml(text, file).problemAt(finding))
      : [];
  if (agreement.ok && tenants.ok && ledger.ok && register.ok && references.length === 0) {
    return {
      ok: true,
      value: {
        agreement: agreement.value,
        tenants: tenants.value,
        ledger: ledger.value,
        firewallRegister: register.value,
      },
    };
  }
  return {
    ok: false,
    problems: [
      ...problemsOf(agreement),
      ...problemsOf(tenants),
      ...problemsOf(register),
      ...problemsOf(ledger),
      ...references,
    ],
  };
}

function parseFile<T>(
  path: string,
  source: DocumentSource,
  parse: (text: string, path: string) => Parsed<T>,
): Parsed<T> {
  const text = source.read(path);
  return text === undefined ? { ok: false, problems: [missingFile(path)] } : parse(text, path);
}

function problemsOf(parsed: Parsed<unknown>): readonly Problem[] {
  return parsed.ok ? [] : parsed.problems;
}

function missingFile(file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    path: "",
    given: "no such document",
    allowed: "an agreement, tenants, a ledger and a register of firewall rules for every platform",
    fixes: [`Write ${file}; the documents of the other platforms show how.`],
    breaks: [],
  };
}

function unknownPlatform(name: string, file: string, known: readonly string[]): Problem {
  const meant = closestName(name, known);
  return {
    file,
    line: 1,
    column: 1,
    path: "",
    given: `platform "${name}"`,
    allowed: known.length === 0 ? "no platform has an agreement yet" : `one of ${known.join(", ")}`,
    fixes: [meant === undefined ? `Write ${file} for a new platform.` : `Did you mean "${meant}"?`],
    breaks: [],
  };
}
