import { describe, expect, it } from "vitest";
import type { ArmBody } from "../arm/resource";
import type { TypeMapping } from "../arm/type-mapping";
import { inputFailures } from "./input-check";
import { inputDifferences } from "./input-diff";
import type { PropertyMap } from "./property-value";
import { outputsAsInputs, refreshedInputs } from "./refreshed-inputs";
import { requestBody } from "./request-body";
import { inputsOf, outputsOf } from "./response-properties";

const text = { kind: "string" } as const;

/** A type with every kind of property that a mapping can have. */
const type: TypeMapping = {
  token: "azure-native:test:Thing",
  armType: "Test.Things/things",
  apiVersion: "2026-01-01",
  path: "/{scope}/providers/Test.Things/things/{thingName}",
  pathTypes: { thingName: { ...text, pattern: "^[a-z]+$", maxLength: 5 } },
  properties: {
    location: { wire: ["location"], type: text, replaceOnChange: true },
    identities: { wire: ["identity", "all"], type: { kind: "textSet", values: { kind: "object", type: "Identity" } } },
    labels: { wire: ["properties", "labels"], type: { kind: "map", values: text } },
    ports: {
      wire: ["properties", "ports"],
      type: { kind: "array", items: { kind: "integer", minimum: 1 }, unordered: true },
    },
    rules: {
      wire: ["properties", "rules"],
      type: { kind: "array", items: { kind: "object", type: "Rule" }, minItems: 1 },
    },
    trigger: {
      wire: ["properties", "trigger"],
      type: { kind: "union", discriminator: "kind", variants: { Timer: "Timer", Event: "Event" } },
    },
    password: { wire: ["properties", "password"], type: text, writeOnly: true },
    tier: { wire: ["sku", "tier"], type: { ...text, enum: ["Basic", "Premium"] }, default: "Basic" },
    status: { wire: ["properties", "status"], type: text, readOnly: true },
    parts: { wire: ["properties", "parts"], type: { kind: "array", items: text }, subresources: true },
    free: { wire: ["properties", "free"], type: { kind: "any" } },
  },
  types: {
    Identity: { principalId: { wire: ["principalId"], type: text, readOnly: true } },
    Rule: {
      port: { wire: ["properties", "port"], type: { kind: "integer" }, required: true },
      fixed: { wire: ["properties", "fixed"], type: text, replaceOnChange: true },
    },
    Timer: { kind: { wire: ["objectType"], type: text, required: true }, every: { wire: ["every"], type: text } },
    Event: { kind: { wire: ["objectType"], type: text, required: true }, topic: { wire: ["topic"], type: text } },
  },
};

const scope = "subscriptions/s/resourceGroups/rg";
const inputs: PropertyMap = {
  scope,
  thingName: "one",
  location: "westeurope",
  identities: ["/a", "/b"],
  labels: { "a.b": "c" },
  ports: [1, 2],
  rules: [{ port: 80, fixed: "x" }],
  trigger: { kind: "Timer", every: "P1D" },
  password: "secret",
  free: { any: ["thing"] },
};
const body: ArmBody = {
  location: "westeurope",
  identity: { all: { "/a": {}, "/b": {} } },
  sku: { tier: "Basic" },
  properties: {
    labels: { "a.b": "c" },
    ports: [1, 2],
    rules: [{ properties: { port: 80, fixed: "x" } }],
    trigger: { objectType: "Timer", every: "P1D" },
    password: "secret",
    free: { any: ["thing"] },
  },
};
const resource = {
  id: `/${scope}/providers/Test.Things/things/one`,
  type: "Test.Things/things",
  body: {
    ...body,
    identity: { all: { "/a": { principalId: "1" }, "/b": { principalId: "2" } } },
    properties: { ...body.properties, status: "ready", parts: ["p"] },
  },
};

describe("the shapes of the SDK and of Azure", () => {
  it("lead from inputs to the body of a request", () => {
    expect(inputFailures(type, inputs)).toEqual([]);
    expect(requestBody(type, inputs)).toEqual(body);
  });

  it("lead from a response to outputs", () => {
    expect(outputsOf(type, resource)).toEqual({
      ...{ name: "one", type: "Test.Things/things", azureApiVersion: "2026-01-01", location: "westeurope" },
      identities: { "/a": { principalId: "1" }, "/b": { principalId: "2" } },
      ...{ labels: { "a.b": "c" }, ports: [1, 2], rules: [{ port: 80, fixed: "x" }], free: { any: ["thing"] } },
      ...{ trigger: { kind: "Timer", every: "P1D" }, tier: "Basic", status: "ready", parts: ["p"] },
    });
  });

  it("lead from a response to inputs, with the scope and name of the id", () => {
    const visible = Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "password"));
    expect(inputsOf(type, resource)).toEqual({
      ...visible,
      tier: "Basic",
      parts: ["p"],
    });
    expect(() => inputsOf(type, { ...resource, id: "/x" })).toThrow("is not the id of a azure-native:test:Thing");
  });

  it("are checked at every depth", () => {
    const wrong: PropertyMap = {
      ...inputs,
      thingName: "Toolong",
      identities: { a: "b" },
      labels: { a: 1 },
      ports: [0, 1.5],
      rules: [],
      trigger: { kind: "Alarm" },
      tier: "Basik",
      status: "x",
    };
    expect(inputFailures(type, wrong).map(({ property }) => property)).toEqual([
      ...["thingName", "thingName", "identities", "labels.a", "ports[0]", "ports[1]", "rules"],
      ...["trigger.kind", "tier", "status"],
    ]);
    expect(inputFailures(type, { ...inputs, trigger: { kind: "Event", every: "P1D" } })).toHaveLength(1);
    expect(inputFailures(type, { ...inputs, tier: "premium" })).toEqual([]);
  });
});

describe("differences", () => {
  const changes: readonly [string, PropertyMap, readonly string[]][] = [
    ["nothing", {}, []],
    ["the order where it does not matter", { ports: [2, 1], identities: ["/b", "/a"] }, []],
    ["the scope", { scope: "subscriptions/t" }, ["scope update replaces"]],
    ["an item of a list", { rules: [{ port: 81, fixed: "x" }] }, ["rules[0].port update"]],
    ["what cannot change further in", { rules: [{ port: 80, fixed: "y" }] }, ["rules[0].fixed update replaces"]],
    ["one item more", { ports: [1, 2, 3] }, ["ports[2] add"]],
    [
      "a variant",
      { trigger: { kind: "Event", topic: "t" } },
      ["trigger.kind update", "trigger.every delete", "trigger.topic add"],
    ],
  ];

  it.each(changes)("show %s", (_, change, expected) => {
    const found = inputDifferences(type, inputs, { ...inputs, ...change });
    expect(found.map(({ path, kind, replaces }) => `${path} ${kind}${replaces ? " replaces" : ""}`)).toEqual(expected);
  });
});

describe("a refresh", () => {
  const outputs = outputsOf(type, resource);
  const refreshed = (changed: PropertyMap): PropertyMap =>
    refreshedInputs(
      inputs,
      outputsAsInputs(type, outputs, inputs),
      outputsAsInputs(type, { ...outputs, ...changed }, inputs),
    );

  it("leaves inputs alone while nothing has changed, or only what Azure sets", () => {
    expect(refreshed({})).toEqual(inputs);
    expect(refreshed({ status: "broken", parts: ["q"] })).toEqual(inputs);
  });

  it("takes over what has changed, and only that", () => {
    expect(refreshed({ tier: "Premium" })).toEqual({ ...inputs, tier: "Premium" });
    expect(refreshed({ identities: { "/a": { principalId: "1" } } })).toEqual({ ...inputs, identities: ["/a"] });
    expect(refreshed({ rules: [{ port: 81, fixed: "x" }] })).toEqual({ ...inputs, rules: [{ port: 81, fixed: "x" }] });
  });
});
