/** What a property has to be: said after "it has to be", and tested. */
export interface Requirement {
  readonly wanted: string;
  /** @param value undefined where the property is absent and has no default that is known */
  holds(value: unknown): boolean;
}

/** Exactly this value; Azure compares its enumerations without regard to case. */
export function exactly(value: string | number | boolean): Requirement {
  return { wanted: JSON.stringify(value), holds: (given) => folded(given) === folded(value) };
}

export function oneOf(...values: readonly (string | number | boolean)[]): Requirement {
  const texts = values.map((value) => JSON.stringify(value));
  return {
    wanted: texts.length === 1 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1) ?? ""}`,
    holds: (given) => values.some((value) => folded(given) === folded(value)),
  };
}

/** A number of something that may not be smaller. */
export function atLeast(least: number, unit: string): Requirement {
  return { wanted: `at least ${least} ${unit}`, holds: (given) => typeof given === "number" && given >= least };
}

/** A number of something that may not be larger. */
export function atMost(most: number, unit: string): Requirement {
  return { wanted: `at most ${most} ${unit}`, holds: (given) => typeof given === "number" && given <= most };
}

/** Anything but this; an absent property is not it. */
export function anythingBut(value: string | number | boolean): Requirement {
  return { wanted: `anything but ${JSON.stringify(value)}`, holds: (given) => folded(given) !== folded(value) };
}

/** Anything at all. @param what said instead of the value: `the id of a workspace` */
export function something(what: string): Requirement {
  return {
    wanted: what,
    holds: (given) => !isNothing(given),
  };
}

/** Nothing at all: absent, or a list without entries. */
export function nothing(): Requirement {
  return {
    wanted: "absent or empty",
    holds: isNothing,
  };
}

function isNothing(given: unknown): boolean {
  return given === undefined || given === "" || (Array.isArray(given) && given.length === 0);
}

function folded(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}
