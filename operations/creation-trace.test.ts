import { describe, expect, it } from "vitest";
import { creationTrace } from "./creation-trace";

const trace = (type: string, inputs: Readonly<Record<string, unknown>>) =>
  creationTrace({ type, inputs, providerInputs: {} });

describe("what a creation that was begun may have left behind", () => {
  it.each([
    [
      { name: "app", namespace: "tenant" },
      { kind: "id", id: "tenant/app" },
    ],
    [{ name: "tenant" }, { kind: "id", id: "tenant" }],
    [undefined, { kind: "unknown" }],
  ])("is found by namespace and name in a cluster: %j", (metadata, expected) => {
    expect(trace("kubernetes:apps/v1:Deployment", { metadata })).toEqual(expected);
  });

  it("is nothing for what exists in the state alone", () => {
    expect(trace("random:index/randomUuid:RandomUuid", {})).toEqual({ kind: "nothing" });
    expect(trace("pulumi:providers:kubernetes", {})).toEqual({ kind: "nothing" });
  });
});
