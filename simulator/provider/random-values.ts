import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { ObjectType, ValueType } from "../arm/type-mapping";
import { textOf, type PropertyMap } from "./property-value";

/** What is made: the id in the state and the outputs beyond the inputs and their defaults. */
export interface RandomValue {
  readonly id: string;
  readonly outputs: PropertyMap;
}

/** A resource type of the random package. */
export interface RandomType {
  readonly inputs: ObjectType;
  /** Values of inputs that are not given. */
  readonly defaults: PropertyMap;
  /** Names of the outputs of `generate`. */
  readonly results: readonly string[];
  readonly generate: (inputs: PropertyMap) => RandomValue;
}

const text: ValueType = { kind: "string" };
const flag: ValueType = { kind: "boolean" };
const count: ValueType = { kind: "integer", minimum: 0 };

function inputs(required: Record<string, ValueType>, optional: Record<string, ValueType> = {}): ObjectType {
  const keepers: ValueType = { kind: "map", values: text };
  const all = Object.entries({ ...required, ...optional, keepers });
  return Object.fromEntries(
    all.map(([key, type]) => [key, { wire: [key], type, required: required[key] !== undefined }] as const),
  );
}

const characterInputs = inputs(
  { length: { kind: "integer", minimum: 1 } },
  {
    ...{ lower: flag, upper: flag, numeric: flag, number: flag, special: flag, overrideSpecial: text },
    ...{ minLower: count, minUpper: count, minNumeric: count, minSpecial: count },
  },
);
const characterDefaults: PropertyMap = {
  ...{ lower: true, upper: true, numeric: true, number: true, special: true },
  ...{ minLower: 0, minUpper: 0, minNumeric: 0, minSpecial: 0 },
};

/** The types of the random package that are modelled: those whose values do not follow from a seed. */
export const randomTypes: Readonly<Record<string, RandomType>> = {
  "random:index/randomPassword:RandomPassword": {
    inputs: characterInputs,
    defaults: characterDefaults,
    results: ["result"],
    // The hash that the real provider adds is not modelled.
    generate: (given) => ({ id: "none", outputs: { result: characters(given) } }),
  },
  "random:index/randomString:RandomString": {
    inputs: characterInputs,
    defaults: characterDefaults,
    results: ["result"],
    generate: (given) => {
      const result = characters(given);
      return { id: result, outputs: { result } };
    },
  },
  "random:index/randomId:RandomId": {
    inputs: inputs({ byteLength: { kind: "integer", minimum: 1 } }, { prefix: text }),
    defaults: {},
    results: ["b64Std", "b64Url", "dec", "hex"],
    generate: (given) => identifier(randomBytes(numberOf(given, "byteLength")), textOf(given, "prefix") ?? ""),
  },
  "random:index/randomBytes:RandomBytes": {
    inputs: inputs({ length: { kind: "integer", minimum: 1 } }),
    defaults: {},
    results: ["base64", "hex"],
    generate: (given) => {
      const bytes = randomBytes(numberOf(given, "length"));
      return { id: "none", outputs: { base64: bytes.toString("base64"), hex: bytes.toString("hex") } };
    },
  },
  "random:index/randomUuid:RandomUuid": {
    inputs: inputs({}),
    defaults: {},
    results: ["result"],
    generate: () => {
      const result = randomUUID();
      return { id: result, outputs: { result } };
    },
  },
  "random:index/randomInteger:RandomInteger": {
    inputs: inputs({ min: { kind: "integer" }, max: { kind: "integer" } }),
    defaults: {},
    results: ["result"],
    generate: (given) => {
      const [min, max] = [numberOf(given, "min"), numberOf(given, "max")];
      if (min > max) throw new Error(`'min' (${min}) must not be greater than 'max' (${max})`);
      const result = randomInt(min, max + 1);
      return { id: String(result), outputs: { result } };
    },
  },
};

/** A text of `length` characters with at least the wanted number of each kind, in random order. */
function characters(given: PropertyMap): string {
  const digits = given["numeric"] === true && given["number"] !== false;
  const special = textOf(given, "overrideSpecial") ?? "!@#$%&*()-_=+[]{}<>:?";
  const kinds = [
    { name: "lower", alphabet: "abcdefghijklmnopqrstuvwxyz", use: given["lower"] === true, least: "minLower" },
    { name: "upper", alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", use: given["upper"] === true, least: "minUpper" },
    { name: "numeric", alphabet: "0123456789", use: digits, least: "minNumeric" },
    { name: "special", alphabet: special, use: given["special"] === true, least: "minSpecial" },
  ];
  const length = numberOf(given, "length");
  const least = kinds.reduce((sum, kind) => sum + numberOf(given, kind.least), 0);
  if (length < least) throw new Error(`'length' (${length}) must be at least the sum of the minimums (${least})`);
  const all = kinds.map(({ use, alphabet }) => (use ? alphabet : "")).join("");
  if (all === "") throw new Error("at least one kind of character must be allowed");
  const wanted = kinds.flatMap((kind) => pick(kind.alphabet, numberOf(given, kind.least)));
  return shuffled([...wanted, ...pick(all, length - wanted.length)]).join("");
}

function pick(alphabet: string, many: number): string[] {
  return Array.from({ length: many }, () => alphabet.charAt(randomInt(alphabet.length)));
}

function shuffled(items: readonly string[]): string[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(randomInt(rest.length), 1));
}

function identifier(bytes: Buffer, prefix: string): RandomValue {
  const hex = bytes.toString("hex");
  const b64Url = bytes.toString("base64url");
  return {
    id: b64Url,
    outputs: {
      b64Std: prefix + bytes.toString("base64"),
      b64Url: prefix + b64Url,
      dec: prefix + BigInt(`0x${hex}`).toString(),
      hex: prefix + hex,
    },
  };
}

function numberOf(given: PropertyMap, key: string): number {
  const value = given[key];
  return typeof value === "number" ? value : 0;
}
