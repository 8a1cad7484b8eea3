import { NAME_RULES, type NamedType, type NameRule } from "../azure/names/name-rules";
import { formatName, type NameParts } from "../azure/names/resource-name";
import { uniqueSuffix } from "../azure/names/unique-suffix";
import type { Scope } from "./component-args";

/**
 * The Azure name of a resource in a scope: what the type has no place for (site, cell) is left out, and a globally
 * unique type gets its deterministic suffix.
 *
 * @throws InvalidInputError with every part that is missing, not registered or malformed.
 */
export function nameInScope(
  { platform, environment, site, cell, generation, salt = "" }: Scope,
  type: NamedType,
  parts: Pick<NameParts, "tenant" | "role" | "generation" | "label">,
): string {
  const rule: NameRule = NAME_RULES[type];
  return formatName(type, {
    ...(rule.owner === "required" && { platform, environment }),
    ...(rule.site !== "never" && site !== undefined && { site }),
    ...(rule.cell !== "never" && cell !== undefined && { cell }),
    ...(generation !== undefined && { generation }),
    ...parts,
    ...(rule.unique && { suffix: uniqueSuffix({ platform, environment, type, salt }) }),
  });
}

/** The scope of what outlives a cell, or of what belongs to a tenant wherever its cell is. */
export function withoutCell(scope: Scope): Scope {
  const kept: { -readonly [Part in keyof Scope]: Scope[Part] } = { ...scope };
  delete kept.cell;
  return kept;
}
