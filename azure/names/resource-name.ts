/**
 * The grammar of resource names: registered codes in a fixed order, so that a name can be read back.
 *
 *   abbreviation, platform + environment, site, cell, tenant, role, generation, suffix, label
 *   sqldb-sop-ab12-02    vnet-sop-noe-01-net    stsopnoeab12doc01k3xq    pip-sop-noe-vpn--2
 */
import { allowedValues } from "../closest-match";
import { InvalidInputError } from "../invalid-input";
import { findSite, SITES } from "../sites";
import * as codes from "./codes";
import { ENVIRONMENT_CODES, PLATFORM_CODES, ROLES, type Environment, type Platform, type Role } from "./codes";
import { NAME_RULES, type NamedType, type NameRule, type Presence } from "./name-rules";
import { UNIQUE_SUFFIX } from "./unique-suffix";

/** What a name says. Which parts a type has, and which of them it must have, stands in its rule. */
export interface NameParts {
  readonly platform?: Platform;
  readonly environment?: Environment;
  /** A registered site code, see `siteCode`. */
  readonly site?: string;
  /** 1 to 99. */
  readonly cell?: number;
  /** The tenant's immutable code: a letter, then three letters or digits, all lower-case. */
  readonly tenant?: string;
  readonly role?: Role;
  /** 1 to 99: of the data, which a restore makes anew, or of the drill, in a twin. */
  readonly generation?: number;
  /** Four characters, see `uniqueSuffix`; for globally unique types only. */
  readonly suffix?: string;
  /** At most 24 lower-case letters, digits and single hyphens, where one resource of a kind is not enough. */
  readonly label?: string;
}

type Part = keyof NameParts;

function presenceOf(rule: NameRule, part: Part): Presence {
  switch (part) {
    case "platform":
    case "environment":
      return rule.owner;
    case "suffix":
      return rule.unique ? "required" : "never";
    case "role":
      return rule.style === "compact" ? "required" : "optional";
    case "generation":
      return "optional";
    case "site":
    case "cell":
    case "tenant":
    case "label":
      return rule[part];
  }
}

function valueProblem(part: Part, parts: NameParts): string | undefined {
  const given = parts[part];
  const text = String(given);
  const notInRegister = (register: object): string | undefined =>
    Object.hasOwn(register, text)
      ? undefined
      : `${part} "${text}" is not registered. ${allowedValues(text, Object.keys(register))}`;
  const mustBe = (valid: boolean, form: string): string | undefined =>
    valid ? undefined : `${part} "${text}" must be ${form}.`;
  switch (part) {
    case "platform":
      return notInRegister(PLATFORM_CODES);
    case "environment":
      return notInRegister(ENVIRONMENT_CODES);
    case "role":
      return notInRegister(ROLES);
    case "site":
      return findSite(text) === undefined
        ? `site "${text}" is not registered. ${allowedValues(
            text,
            SITES.map((site) => site.code),
          )}`
        : undefined;
    case "cell":
    case "generation":
      return mustBe(codes.isTwoDigits(Number(given)), `a whole number from 1 to ${codes.HIGHEST_NUMBER}`);
    case "tenant":
      return mustBe(codes.TENANT_CODE.test(text), "a lower-case letter and three lower-case letters or digits");
    case "suffix":
      return mustBe(UNIQUE_SUFFIX.test(text), "four characters of a-z and 2-7");
    case "label":
      return mustBe(
        codes.LABEL.test(text) && text.length <= codes.LABEL_LENGTH,
        `at most ${codes.LABEL_LENGTH} lower-case letters and digits, with single hyphens between them`,
      );
  }
}

const PARTS: readonly Part[] = [
  "platform",
  "environment",
  "site",
  "cell",
  "tenant",
  "role",
  "generation",
  "suffix",
  "label",
];

function problemsOf(rule: NameRule, parts: NameParts): readonly string[] {
  const problems = PARTS.flatMap((part) => {
    const presence = presenceOf(rule, part);
    if (parts[part] === undefined) return presence === "required" ? [`${part} is missing.`] : [];
    if (presence === "never") return [`${part} "${parts[part]}" is not part of such a name.`];
    return valueProblem(part, parts) ?? [];
  });
  return parts.role === undefined && parts.tenant === undefined
    ? [...problems, "tenant or role is missing."]
    : problems;
}

/**
 * The name of a resource of a type. The same parts always give the same name, other parts another one.
 *
 * @throws InvalidInputError with every part that is missing, not registered, malformed or has no place in such a name.
 */
export function formatName(type: NamedType, parts: NameParts): string {
  const rule: NameRule = NAME_RULES[type];
  const problems = problemsOf(rule, parts);
  if (problems.length > 0) {
    throw new InvalidInputError(problems.map((problem) => `Name of a ${type}: ${problem}`));
  }
  const { platform, environment, site, cell, tenant, role, generation, suffix, label } = parts;
  const owner =
    platform !== undefined && environment !== undefined
      ? `${PLATFORM_CODES[platform]}${ENVIRONMENT_CODES[environment]}`
      : undefined;
  const number = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : codes.twoDigits(value);
  const name = [rule.abbreviation, owner, site, number(cell), tenant, role, number(generation), suffix]
    .filter((code) => code !== undefined)
    .join(rule.style === "hyphenated" ? "-" : "");
  return label === undefined ? name : `${name}--${label}`;
}

const alternatives = (values: readonly string[]): string => `(?:${values.join("|")})`;

function grammarOf(rule: NameRule): RegExp {
  const separator = rule.style === "hyphenated" ? "-" : "";
  const code = (part: Part, pattern: string): string => {
    const presence = presenceOf(rule, part);
    if (presence === "never") return "";
    return `(?:${separator}(?<${part}>${pattern}))${presence === "optional" ? "?" : ""}`;
  };
  const owner =
    rule.owner === "never"
      ? ""
      : `${separator}(?<platform>${alternatives(Object.values(PLATFORM_CODES))})` +
        `(?<environment>${alternatives(Object.values(ENVIRONMENT_CODES))})`;
  return new RegExp(
    `^${rule.abbreviation}${owner}` +
      code("site", alternatives(SITES.map((site) => site.code))) +
      code("cell", "\\d\\d") +
      code("tenant", "[a-z][a-z0-9]{3}") +
      code("role", alternatives(Object.keys(ROLES))) +
      code("generation", "\\d\\d") +
      code("suffix", "[a-z2-7]{4}") +
      `(?:--(?<label>.+))?$`,
  );
}

const GRAMMARS = new Map(Object.entries(NAME_RULES).map(([type, rule]) => [type, grammarOf(rule)]));

function keyOfCode<Key extends string>(
  register: Readonly<Record<Key, string>>,
  code: string | undefined,
): Key | undefined {
  return (Object.keys(register) as Key[]).find((key) => register[key] === code);
}

/**
 * What the name of a resource says, or nothing when it is not a name that `formatName` makes for that type.
 *
 * Tenants and suffixes are recognised by their form, all other codes by their registers.
 */
export function parseName(type: NamedType, name: string): NameParts | undefined {
  const found = GRAMMARS.get(type)?.exec(name)?.groups;
  if (found === undefined) return undefined;
  const platform = keyOfCode(PLATFORM_CODES, found["platform"]);
  const environment = keyOfCode(ENVIRONMENT_CODES, found["environment"]);
  const { site, cell, tenant, role, generation, suffix, label } = found;
  const parts: NameParts = {
    ...(platform !== undefined && { platform }),
    ...(environment !== undefined && { environment }),
    ...(site !== undefined && { site }),
    ...(cell !== undefined && { cell: Number(cell) }),
    ...(tenant !== undefined && { tenant }),
    ...(role !== undefined && { role: role as Role }),
    ...(generation !== undefined && { generation: Number(generation) }),
    ...(suffix !== undefined && { suffix }),
    ...(label !== undefined && { label }),
  };
  return problemsOf(NAME_RULES[type], parts).length === 0 ? parts : undefined;
}
