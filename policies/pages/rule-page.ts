import { stringify } from "yaml";
import type { Platform as PlatformDocuments } from "../../agreement/load-platform";
import type { Control } from "../controls/control";
import type { Case } from "../framework/case";
import { servedClauses } from "../framework/promises-of-rule";
import type { Rule } from "../framework/rule";
import { isUnknown } from "../resources/unknown";

/** What the pages of rules and controls are made from. */
export interface PageSources {
  readonly rules: readonly Rule[];
  readonly controls: readonly Control[];
  /** Documents of the platforms, sorted by name. */
  readonly platforms: readonly PlatformDocuments[];
}

const PLURAL = "Every rule has a page like this, made from the rule itself by `npm run pages`.";

/** A value as an example shows it: what is not known before the update is said to be so. */
function readable(value: unknown): unknown {
  if (isUnknown(value)) return "(not known before the update)";
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [key, readable(entry)]),
  );
}

function exampleText(one: Case): string {
  const resources = one.given.map(({ type, name, id, inputs, protect }) => ({
    type,
    ...(one.given.length > 1 && name !== undefined && { name }),
    ...(one.given.length > 1 && id !== undefined && { id }),
    ...(protect !== undefined && { protect }),
    inputs: readable(inputs),
  }));
  const changed = Object.entries(one.agreement ?? {}).map(
    ([path, value]) => `with \`${path}\` ${value === undefined ? "left out" : `set to \`${JSON.stringify(value)}\``}`,
  );
  const measured = `Measured against the agreement of ${one.platform ?? "superoffice"}${changed.length > 0 ? `, ${changed.join(", ")}` : ""}:`;
  return [
    measured,
    "",
    "```yaml",
    stringify(resources, { lineWidth: 118 }).trimEnd(),
    "```",
    "",
    ...one.says.map((text) => `> ${text}`),
  ].join("\n");
}

function promiseRows(rule: Rule, platforms: PageSources["platforms"]): readonly string[] {
  return platforms.flatMap(({ agreement, tenants }) =>
    servedClauses(rule, { agreement, tenants }).map(
      ({ name, promises }) => `| ${agreement.platform} | \`${name}\` | ${promises.join(", ") || "ours"} |`,
    ),
  );
}

const kinds = {
  property: "judged on each resource before anything is created",
  stack: "judged on how the resources of a stack belong together",
  platform:
    "judged over all stacks of the platform; `deltawerk` hands them in, plain `pulumi` says what it cannot decide",
} as const;

/** The page of a rule. */
export function rulePage(rule: Rule, { controls, platforms }: PageSources): string {
  const own = controls.filter((control) => control.state === "tested" && control.rules.includes(rule.id));
  const rows = promiseRows(rule, platforms);
  const sabotage = rule.sabotage.map(({ what, type }) => `- ${what} (\`${type}\`)`);
  const { pass, fail, absent } = rule.cases;
  return `# ${rule.title}

\`${rule.id}\` · ${rule.severity} · ${rule.concern} · ${kinds[rule.kind === "property" ? "property" : rule.spans]}

## Why
${rule.why}

## What to do
${rule.remediation}

## Promises
${rows.length === 0 ? "None: it holds everywhere." : `| platform | clause | promises |\n|---|---|---|\n${rows.join("\n")}`}

## Controls
${own.length === 0 ? "None." : own.map(({ id, meaning }) => `- ${id}: ${meaning}`).join("\n")}

## Keeps the rule
${exampleText(pass)}

## Breaks the rule
${exampleText(fail)}

## Says nothing about it
${exampleText(absent)}

## Tried with
${sabotage.join("\n")}
`;
}

/** The list of all rules. */
export function rulesPage({ rules }: PageSources): string {
  const rows = [...rules]
    .sort((one, other) => one.id.localeCompare(other.id))
    .map(({ id, title, severity, concern }) => `| [${id}](${id}.md) | ${title} | ${severity} | ${concern} |`);
  return `# Rules

${PLURAL} What a rule finds and cannot be mended is waived in \`stacks/waivers/\`, with a reason, an owner and an end.

| rule | holds when | severity | protects |
|---|---|---|---|
${rows.join("\n")}
`;
}
