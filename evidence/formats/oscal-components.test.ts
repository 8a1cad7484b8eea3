import { expect, test } from "vitest";
import type { Control } from "../../policies/controls/control";
import { head } from "./check-result.fixture";
import { oscalComponents } from "./oscal-components";

const tested = (id: string, ...rules: string[]): Control => ({
  id,
  meaning: "Something that is asked for",
  state: "tested",
  claim: `What the deployment does for ${id}`,
  rules,
  analyses: [],
});

const controls: readonly Control[] = [
  tested("A.8.13", "sql-zonal"),
  tested("A.8.24", "sql-minimum-tls"),
  tested("A.8.9", "no-such-rule"),
  tested("A.5.34", "residency-keys"),
  { id: "A.5.24", meaning: "Something", state: "process", evidence: "A register of incidents, kept by people" },
  { id: "A.7.1", meaning: "Something", state: "outside", reason: "The data centres are the provider's" },
];

interface Requirement {
  readonly "control-id": string;
  readonly props: readonly { readonly name: string; readonly value: string }[];
}

interface Definition {
  readonly "component-definition": {
    readonly components: readonly {
      readonly "control-implementations": readonly {
        readonly source: string;
        readonly "implemented-requirements": readonly Requirement[];
      }[];
    }[];
    readonly "back-matter": { readonly resources: readonly { readonly uuid: string }[] };
  };
}

const text = oscalComponents("a tool", controls, head);
const definition = (JSON.parse(text) as Definition)["component-definition"];
const [implementation] = definition.components[0]?.["control-implementations"] ?? [];

test("says of each control that is not outside how it stands, in the order of the standard", () => {
  const requirements = implementation?.["implemented-requirements"] ?? [];
  expect(requirements.map((one) => [one["control-id"], ...one.props.map(({ value }) => value)])).toEqual([
    ["A.5.24", "by-process"],
    ["A.5.34", "shown-but-for-waivers", "residency-keys"],
    ["A.8.9", "no-rule-applies"],
    ["A.8.13", "not-shown", "sql-zonal"],
    ["A.8.24", "shown", "sql-minimum-tls"],
  ]);
});

test("names the standard by a resource that is there", () => {
  expect(definition["back-matter"].resources.map(({ uuid }) => `#${uuid}`)).toContain(implementation?.source);
});

test("the same verdict gives the same document, and another day another one", () => {
  expect(oscalComponents("a tool", controls, structuredClone(head))).toBe(text);
  expect(oscalComponents("a tool", controls, { ...head, today: "2026-11-27" })).not.toBe(text);
});
