import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { dataFolder, generateSchemas } from "../../simulator/kubernetes/schema/generator/generate";
import { pinnedVersions } from "../../simulator/kubernetes/schema/generator/go-module";

const root = path.resolve(__dirname, "../..");

it("the committed schemas are what the pinned sources give", () => {
  const generated = generateSchemas(root);
  expect([...generated.keys()].sort()).toEqual(readdirSync(dataFolder(root)).sort());
  for (const [file, text] of generated) {
    expect(
      readFileSync(path.join(dataFolder(root), file), "utf8") === text,
      `${file}: npm run kubernetes-schemas`,
    ).toBe(true);
  }
});

it("the schemas are of the version whose API server is built", () => {
  const goMod = readFileSync(path.join(root, "test", "cluster", "server", "go.mod"), "utf8");
  expect(goMod).toContain(`k8s.io/kubernetes ${pinnedVersions(root)["k8s.io/kubernetes"] ?? "nothing"}`);
});
