import * as resources from "@pulumi/azure-native/resources";
import { runtime, type Alias, type ResourceOptions, type ResourceTransformation } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { recordResources } from "../components/record-resources";
import { withoutVersionAliases } from "./unversioned-types";

type Aliases = NonNullable<ResourceOptions["aliases"]>;

/** The aliases of a resource group as the SDK gives them, and as they are registered. */
async function aliasesOf(own: readonly Alias[]): Promise<{ readonly given: Aliases; readonly kept: Aliases }> {
  let given: Aliases = [];
  let kept: Aliases = [];
  const noteGiven: ResourceTransformation = ({ opts }) => void (given = opts.aliases ?? []);
  const noteKept: ResourceTransformation = ({ opts }) => void (kept = opts.aliases ?? []);
  await recordResources(() =>
    runtime.runInPulumiStack(() => {
      withoutVersionAliases();
      runtime.registerStackTransformation(noteKept);
      new resources.ResourceGroup("group", {}, { aliases: [...own], transformations: [noteGiven] });
      return Promise.resolve();
    }),
  );
  return { given, kept };
}

describe("the aliases of azure-native", () => {
  it("for versions of a type's API are left out", async () => {
    const { given, kept } = await aliasesOf([]);
    // Should a new SDK give none, or others, the transformation has nothing to do any more.
    expect(given.length).toBeGreaterThan(10);
    expect(given).toContainEqual({
      type: expect.stringMatching(/^azure-native:resources\/v\d+:ResourceGroup$/) as string,
    });
    expect(kept).toEqual([]);
  });

  it("stay where a component asks for them", async () => {
    const own: readonly Alias[] = [{ name: "old" }, { name: "older", type: "azure-native:resources:Group" }];
    expect((await aliasesOf(own)).kept).toEqual(own);
  });
});
