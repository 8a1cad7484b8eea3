import type { z } from "zod";
import { InvalidInputError } from "../../azure/invalid-input";
import { ENVIRONMENT_CODES, isTwoDigits, PLATFORM_CODES, TENANT_CODE, HIGHEST_NUMBER } from "../../azure/names/codes";
import { durationMilliseconds } from "./duration";

/** The environment of a process. */
export type ProcessVariables = Readonly<Record<string, string | undefined>>;

/** Reads one variable's text, or says what is allowed. */
export interface VariableKind<Value> {
  readonly allowed: string;
  read(text: string): Value | undefined;
  /** What exactly is wrong, where the kind can tell. */
  explain?(text: string): string | undefined;
}

function kind<Value>(allowed: string, read: (text: string) => Value | undefined): VariableKind<Value> {
  return { allowed, read };
}

function oneOf<const Value extends string>(values: readonly Value[]): VariableKind<Value> {
  return kind(`one of ${values.join(", ")}`, (text) => values.find((value) => value === text));
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

/** A moment in UTC, or nothing when the text is not one. */
export function readMoment(text: string): Date | undefined {
  if (!MOMENT.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

function readUrl(text: string, protocols: readonly string[]): URL | undefined {
  try {
    const url = new URL(text);
    return protocols.includes(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

const text = kind("some text", (given) => (given === "" ? undefined : given));

/** The kinds of variables that jobs have. */
export const KINDS = {
  text,
  platform: oneOf(Object.keys(PLATFORM_CODES)),
  environment: oneOf(Object.keys(ENVIRONMENT_CODES)),
  tenant: kind("a letter and three letters or digits, lower-case", (given) =>
    TENANT_CODE.test(given) ? given : undefined,
  ),
  generation: kind(`a whole number from 1 to ${HIGHEST_NUMBER}`, (given) =>
    /^\d+$/.test(given) && isTwoDigits(Number(given)) ? Number(given) : undefined,
  ),
  moment: kind("a moment in UTC such as 2024-01-01T01:00:00Z", readMoment),
  /** In milliseconds, above zero. */
  duration: kind("an ISO 8601 duration such as PT12H or P1D, above zero", (given) => {
    const milliseconds = durationMilliseconds(given);
    return milliseconds === 0 ? undefined : milliseconds;
  }),
  https: kind("an https address", (given) => readUrl(given, ["https:"])),
  /** Plain http is for a proxy beside the job and for tests; Azure itself refuses it. */
  endpoint: kind("an http or https address", (given) => readUrl(given, ["https:", "http:"])),
  armId: kind("the ARM id of a resource, /subscriptions/…", (given) =>
    /^\/subscriptions\/[^/]+\/.+[^/]$/i.test(given) ? given : undefined,
  ),
  hostName: kind("a host name", (given) => (/^[a-z0-9.-]+$/i.test(given) ? given : undefined)),
  oneOf,
} as const;

/** A variable that holds JSON of a schema. */
export function json<Value>(schema: z.ZodType<Value>, allowed: string): VariableKind<Value> {
  const parse = (given: string): { readonly value?: Value; readonly problem?: string } => {
    let data: unknown;
    try {
      data = JSON.parse(given);
    } catch (error) {
      return { problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
    }
    const result = schema.safeParse(data);
    return result.success
      ? { value: result.data }
      : { problem: result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") };
  };
  return { allowed, read: (given) => parse(given).value, explain: (given) => parse(given).problem };
}

/** Reads the variables of a job and remembers everything that is wrong with them. */
export class Variables {
  readonly #problems: string[] = [];

  constructor(private readonly given: ProcessVariables) {}

  /** The value of a variable that has to be there. An unusable one is remembered, and `check` throws. */
  required<Value>(name: string, of: VariableKind<Value>): Value {
    const value = this.optional(name, of);
    if (value === undefined && (this.given[name] ?? "") === "") {
      this.#problems.push(`${name} is not set. Allowed is ${of.allowed}.`);
    }
    // Never read after `check`, which throws for whoever has a problem.
    return value as Value;
  }

  /** The value of a variable, or nothing where it is not set. */
  optional<Value>(name: string, of: VariableKind<Value>): Value | undefined {
    const given = this.given[name];
    if (given === undefined || given === "") return undefined;
    const value = of.read(given);
    if (value === undefined) {
      const reason = of.explain?.(given);
      this.#problems.push(
        `${name} is ${JSON.stringify(given.slice(0, 120))}, allowed is ${of.allowed}${reason === undefined ? "" : ` (${reason})`}.`,
      );
    }
    return value;
  }

  /** Whether a variable is set at all. */
  has(name: string): boolean {
    return (this.given[name] ?? "") !== "";
  }

  /** Remembers a problem between variables. */
  refuse(problem: string): void {
    this.#problems.push(problem);
  }

  /** @throws InvalidInputError with every problem. */
  check(): void {
    // A variable that several parts read is reported once.
    if (this.#problems.length > 0) throw new InvalidInputError([...new Set(this.#problems)]);
  }
}
