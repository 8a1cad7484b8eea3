import type { Constraints } from "../wire-types";
import type { Mapper } from "./classic-mappers";

const names = {
  InclusiveMinimum: "minimum",
  InclusiveMaximum: "maximum",
  MinLength: "minLength",
  MaxLength: "maxLength",
  MinItems: "minItems",
  MaxItems: "maxItems",
} as const satisfies Record<string, keyof Constraints>;

/** The limits that a mapper states, under the names of JSON Schema. */
export function constraintsOf(mapper: Mapper | undefined): Constraints {
  const stated = mapper?.constraints ?? {};
  const limits = Object.entries(names).flatMap(([from, to]) => {
    const value = stated[from];
    return typeof value === "number" ? [[to, value]] : [];
  });
  const pattern = stated["Pattern"];
  return {
    ...(Object.fromEntries(limits) as Constraints),
    ...(pattern instanceof RegExp && { pattern: pattern.source }),
  };
}
