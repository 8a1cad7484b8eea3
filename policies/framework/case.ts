import type { Platform } from "../../azure/names/codes";
import type { JudgedType } from "../resources/judged-type";
import type { Properties } from "../resources/registered-resource";

/** A resource as an example needs it. */
export interface Example {
  readonly type: JudgedType;
  /** @default "example" */
  readonly name?: string;
  readonly inputs: Properties;
  /** ARM id, where something leads to it. */
  readonly id?: string;
  readonly protect?: boolean;
  /** Names of the examples that a top-level input comes from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** One example with what the rule says about it, word for word. */
export interface Case {
  readonly given: readonly Example[];
  /** Whose agreement it is measured against. @default "superoffice" */
  readonly platform?: Platform;
  /** Terms of the agreement that are changed, by their paths; undefined takes a term out. */
  readonly agreement?: Readonly<Record<string, unknown>>;
  /** Stack that the examples are in. @default the platform's first cell, locally */
  readonly stack?: string;
  /** Judges them as one stack among others that are not there. @default false: as the whole platform */
  readonly alone?: true;
  readonly says: readonly string[];
}

/** What every rule is tried on. */
export interface Cases {
  readonly pass: Case;
  readonly fail: Case;
  /** What decides is absent, so that Azure's default holds. */
  readonly absent: Case;
  /** What decides is not known before the update. */
  readonly unknown: Case;
  readonly notApplicable: Case;
}

/** An example of one resource. */
export function one(type: JudgedType, inputs: Properties, more: Omit<Example, "type" | "inputs"> = {}) {
  return [{ type, inputs, ...more }] as const;
}

/** The case that a rule about some types says nothing about another one. */
export function otherType(...types: readonly JudgedType[]): Case {
  return { given: one("network:RouteTable", { routeTableName: "rt" }), says: [`it is about ${types.join(", ")}`] };
}
