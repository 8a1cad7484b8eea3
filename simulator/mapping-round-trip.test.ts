import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ObjectType, TypeMapping, ValueType } from "./arm/type-mapping";
import { mapping } from "./mapping/mapping";
import { idFromTemplate, templateNames } from "./provider/id-template";
import { inputFailures } from "./provider/input-check";
import { inputDifferences } from "./provider/input-diff";
import type { PropertyMap, PropertyValue } from "./provider/property-value";
import { requestBody } from "./provider/request-body";
import { inputsOf } from "./provider/response-properties";

/** Below this, objects have only what is required: some types contain themselves. */
const maxDepth = 4;

/** Inputs of a type: all that is required, and some of what is optional and comes back from Azure. */
function inputsFor(type: TypeMapping): fc.Arbitrary<PropertyMap> {
  const names = templateNames(type.path).map((name) => [name, nameFor(type.pathTypes?.[name])] as const);
  return fc
    .tuple(
      fc.record(Object.fromEntries(names)),
      objectFor(type, type.properties, 0, [...templateNames(type.path), "id"]),
    )
    .map(([path, properties]) => ({ ...properties, ...path }));
}

/** Names are checked by patterns of their own, which do not matter here. */
function nameFor(rule: ValueType | undefined): fc.Arbitrary<string> {
  return rule?.kind === "string" && rule.enum !== undefined
    ? fc.constantFrom(...rule.enum)
    : fc.constantFrom("a", "b1");
}

function objectFor(
  type: TypeMapping,
  properties: ObjectType,
  depth: number,
  without: readonly string[] = [],
): fc.Arbitrary<PropertyMap> {
  const usable = Object.entries(properties).filter(([key, { required, readOnly, writeOnly }]) => {
    if (readOnly === true || (writeOnly === true && required !== true) || without.includes(key)) return false;
    return required === true || depth < maxDepth;
  });
  const values = usable.map(([key, property]) => [key, valueFor(type, property.type, depth + 1)] as const);
  const requiredKeys = usable.filter(([, { required }]) => required === true).map(([key]) => key);
  return fc.record(Object.fromEntries(values), { requiredKeys });
}

function valueFor(type: TypeMapping, expected: ValueType, depth: number): fc.Arbitrary<PropertyValue> {
  switch (expected.kind) {
    case "string":
      return fc.constantFrom(...(expected.enum ?? ["x", "y"]));
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.constantFrom(1, 2);
    case "array":
      return fc.array(valueFor(type, expected.items, depth), { minLength: 1, maxLength: 2 });
    case "textSet":
      return fc.uniqueArray(fc.constantFrom("/one", "/two"), { minLength: 1 });
    case "map":
      return fc.dictionary(fc.constantFrom("k", "l.m"), valueFor(type, expected.values, depth), { minKeys: 1 });
    case "object":
      return objectFor(type, type.types[expected.type] ?? {}, depth);
    case "union":
      return fc.oneof(
        ...Object.entries(expected.variants).map(([name, variant]) =>
          objectFor(type, type.types[variant] ?? {}, depth, [expected.discriminator]).map((value) => ({
            ...value,
            [expected.discriminator]: name,
          })),
        ),
      );
    case "any":
      return fc.constant("anything");
  }
}

/** What a check finds wrong beyond patterns, lengths and ranges, which the generated values do not heed. */
function shapeFailures(type: TypeMapping, inputs: PropertyMap): readonly string[] {
  const ofValues = /does not match|too short|too long|allowed is|should be an? .* but got a string/;
  return inputFailures(type, inputs).flatMap(({ reason }) => (ofValues.test(reason) ? [] : [reason]));
}

describe("every mapped type", () => {
  it.each(mapping.tokens())("%s: what is sent to Azure comes back as the same inputs", (token) => {
    const type = mapping.of(token);
    if (type === undefined) throw new Error(`there is no mapping of ${token}`);
    fc.assert(
      fc.property(inputsFor(type), (inputs) => {
        expect(shapeFailures(type, inputs)).toEqual([]);
        const names = Object.fromEntries(templateNames(type.path).map((name) => [name, textIn(inputs, name)]));
        const id = idFromTemplate(type.path, { ...names, subscriptionId: "s" });
        const back = inputsOf(type, { id, type: type.armType, body: requestBody(type, inputs) });
        expect(inputDifferences(type, inputs, back).filter(({ path }) => comesBack(type, path))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

function comesBack(type: TypeMapping, path: string): boolean {
  return type.properties[path]?.writeOnly !== true;
}

function textIn(inputs: PropertyMap, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}
