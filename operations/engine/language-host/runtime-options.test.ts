import { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, it } from "vitest";
import { runtimeOptionsOf, splitArguments } from "./runtime-options";

function infoWith(options: Record<string, JavaScriptValue>): ProgramInfo {
  return new ProgramInfo().setOptions(Struct.fromJavaScript(options));
}

describe("runtimeOptionsOf", () => {
  it.each([
    [{}, { typescript: true, nodeArguments: [] }],
    [
      { typescript: false, packagemanager: "pnpm" },
      { typescript: false, nodeArguments: [] },
    ],
    [{ typescript: "false" }, { typescript: false, nodeArguments: [] }],
    [{ nodeargs: "--trace-warnings" }, { typescript: true, nodeArguments: ["--trace-warnings"] }],
    [{ tsconfig: "tsconfig.pulumi.json" }, { typescript: true, nodeArguments: [], tsconfig: "tsconfig.pulumi.json" }],
  ])("%j", (options, expected) => {
    expect(runtimeOptionsOf(infoWith(options))).toEqual(expected);
  });

  it.each([
    [{ typescript: "no" }, `runtime option "typescript" is "no"; it can be true or false`],
    [{ nodeargs: 5 }, `runtime option "nodeargs" is 5; it has to be text`],
  ])("refuses %j", (options, message) => {
    expect(() => runtimeOptionsOf(infoWith(options))).toThrow(message);
  });
});

describe("splitArguments", () => {
  it.each([
    ["", []],
    ["  --a   --b ", ["--a", "--b"]],
    [`--title='a b' "c d"`, ["--title=a b", "c d"]],
    [`--say="it's"`, ["--say=it's"]],
  ])("%s", (line, words) => {
    expect(splitArguments(line)).toEqual(words);
  });
});
