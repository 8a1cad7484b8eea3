import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { deployedData, DeployedData } from "./deployed-data";
import { promoteTenant } from "./promote-tenant";

const deployed = vi.hoisted(() => vi.fn<typeof deployedData>());
vi.mock("./deployed-data", () => ({ deployedData: deployed }));

const root = path.resolve(__dirname, "../..");
const TO = "2026-01-05T12:01:00Z";

describe("a promotion", () => {
  const projectFolder = mkdtempSync(path.join(tmpdir(), "promote-"));
  const file = path.join(projectFolder, "stacks", "tenants", "superoffice.yaml");

  beforeEach(() => {
    cpSync(path.join(root, "stacks"), path.join(projectFolder, "stacks"), { recursive: true });
    const data = `{ local: { generation: "01", restoring: { generation: "02", from: "01", to: "${TO}" } } }`;
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/(code: fjel, .*?) \}\n/, `$1, data: ${data} }\n`));
  });
  afterEach(() => {
    rmSync(projectFolder, { recursive: true, force: true });
  });

  function promoted(restoredTo?: string): Promise<unknown> {
    const generation = { generation: "02", databaseId: "id", created: TO, protected: true };
    const generations = [{ ...generation, ...(restoredTo !== undefined && { restoredTo }) }];
    deployed.mockResolvedValue({ now: new Date("2026-01-06T00:00:00Z"), generations } as unknown as DeployedData);
    const context = { projectFolder, print: () => undefined, note: () => undefined };
    return promoteTenant(context, { platform: "superoffice", code: "fjel", environment: "local" });
  }

  it("is refused where the generation that is there is of another moment than the document says", async () => {
    const before = readFileSync(file, "utf8");
    await expect(promoted("2026-01-04T12:00:00Z")).rejects.toThrow(
      `as of 2026-01-04T12:00:00Z, and the document says ${TO}`,
    );
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it.each([[TO], [undefined]])(
    "is written down where it is of that moment, or was made past the engine",
    async (moment) => {
      await promoted(moment);
      expect(readFileSync(file, "utf8")).toMatch(/local:\s*\{?\s*generation: "02",?\s+restored:/);
    },
  );
});
