import { allowedValues } from "../closest-match";
import { InvalidInputError } from "../invalid-input";
import {
  ENVIRONMENT_CODES,
  HIGHEST_NUMBER,
  isTwoDigits,
  PLATFORM_CODES,
  twoDigits,
  type Environment,
  type Platform,
} from "./codes";

export const LAYERS = ["guard", "platform", "cell", "workload"] as const;
export type Layer = (typeof LAYERS)[number];

/** What a stack deploys, read from its name. */
export type StackIdentity = {
  readonly platform: Platform;
  readonly environment: Environment;
} & (
  | { readonly layer: "guard" | "platform" }
  /** 1 to 99. */
  | { readonly layer: "cell" | "workload"; readonly cell: number }
);

/**
 * The name of a stack: `superoffice-production`, `superoffice-production-guard`, `superoffice-production-cell-01`.
 *
 * @throws InvalidInputError when the cell is not a whole number from 1 to 99.
 */
export function formatStackName(stack: StackIdentity): string {
  const base = `${stack.platform}-${stack.environment}`;
  switch (stack.layer) {
    case "platform":
      return base;
    case "guard":
      return `${base}-guard`;
    case "cell":
    case "workload":
      if (!isTwoDigits(stack.cell)) {
        throw new InvalidInputError([`Cell ${stack.cell} is not a whole number from 1 to ${HIGHEST_NUMBER}.`]);
      }
      return `${base}-${stack.layer}-${twoDigits(stack.cell)}`;
  }
}

const GRAMMAR = "<platform>-<environment>, followed by nothing, -guard, -cell-NN or -workload-NN";

type Tail = { readonly layer: "guard" | "platform" } | { readonly layer: "cell" | "workload"; readonly cell: number };

function parseTail(tail: string): Tail | undefined {
  if (tail === "") return { layer: "platform" };
  if (tail === "-guard") return { layer: "guard" };
  const [, layer, digits] = /^-(cell|workload)-(\d{2})$/.exec(tail) ?? [];
  const cell = Number(digits);
  if (layer === undefined || cell < 1) return undefined;
  return { layer: layer as "cell" | "workload", cell };
}

/**
 * The platform, environment, layer and cell of a stack. A qualified name (`organization/project/stack`) is read by its
 * last part.
 *
 * @throws InvalidInputError with every part that is wrong.
 */
export function parseStackName(name: string): StackIdentity {
  const unqualified = name.slice(name.lastIndexOf("/") + 1);
  const [, platform = "", environment = "", tailText = ""] = /^([^-]*)-?([^-]*)(.*)$/.exec(unqualified) ?? [];
  const problems: string[] = [];
  if (!Object.hasOwn(PLATFORM_CODES, platform)) {
    problems.push(`"${platform}" is not a platform. ${allowedValues(platform, Object.keys(PLATFORM_CODES))}`);
  }
  if (!Object.hasOwn(ENVIRONMENT_CODES, environment)) {
    problems.push(
      `"${environment}" is not an environment. ${allowedValues(environment, Object.keys(ENVIRONMENT_CODES))}`,
    );
  }
  const tail = parseTail(tailText);
  if (tail === undefined) problems.push(`"${tailText}" is not a layer (NN is 01 to ${HIGHEST_NUMBER}).`);
  if (tail === undefined || problems.length > 0) {
    throw new InvalidInputError([`Stack "${name}" is not named ${GRAMMAR}.`, ...problems]);
  }
  return { platform: platform as Platform, environment: environment as Environment, ...tail };
}
