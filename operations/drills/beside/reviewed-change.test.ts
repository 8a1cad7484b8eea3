import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { requireRules } from "../../policies/require-rules";
import type { Session } from "../../session";
import type { operate } from "../../stack-operations";
import { changeAsReviewed } from "./reviewed-change";

const { operation, rules } = vi.hoisted(() => ({
  operation: vi.fn<typeof operate>(),
  rules: vi.fn<typeof requireRules>(),
}));
vi.mock("../../stack-operations", () => ({ operate: operation }));
vi.mock("../../policies/judge-deployment", () => ({ judgePreview: () => ({}) }));
vi.mock("../../policies/require-rules", () => ({ requireRules: rules }));

const step = (op: string, name: string) =>
  ({
    resourcePreEvent: {
      metadata: { op, urn: `urn:pulumi:stack::deltawerk::azure:Thing::${name}`, type: "azure:Thing", old: null },
    },
  }) as unknown as EngineEvent;

describe("a change that is held to its preview", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "change-"));
  const plan = path.join(folder, "cell.plan.json");
  const run: string[] = [];

  beforeEach(() => {
    run.splice(0);
    rules.mockReset();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param isBroken whether the engine fails when it carries the change out */
  function changed(events: readonly EngineEvent[], isBroken = false) {
    operation.mockImplementation((_, { verb, arguments: given = [] }) => {
      run.push(verb);
      if (verb === "preview") writeFileSync(given[1] ?? "", "{}");
      expect(existsSync(plan)).toBe(true);
      if (verb === "up" && isBroken) return Promise.reject(new Error("the engine ended"));
      return Promise.resolve({ events } as unknown as Awaited<ReturnType<typeof operate>>);
    });
    return changeAsReviewed({ projectFolder: folder } as Session, {
      ...{ stack: "cell", folder },
      isMeant: ({ urn }) => urn.endsWith("own"),
    });
  }

  it("is done where all of it is meant, and else nothing is", async () => {
    expect(await changed([step("create", "own")])).toEqual([{ stack: "cell", resource: "own", operation: "create" }]);
    expect(run).toEqual(["preview", "up"]);
    await expect(changed([step("create", "own"), step("update", "other")])).rejects.toThrow("update other");
    expect(run).toEqual(["preview", "up", "preview"]);
  });

  it("leaves no plan behind, however it ends", async () => {
    await changed([step("create", "own")]);
    expect(existsSync(plan)).toBe(false);
    await expect(changed([step("update", "other")])).rejects.toThrow();
    expect(existsSync(plan)).toBe(false);
    await expect(changed([step("create", "own")], true)).rejects.toThrow("the engine ended");
    expect(existsSync(plan)).toBe(false);
  });

  it("keeps the rules where it makes something, and takes away what was made whatever they say of the rest", async () => {
    rules.mockImplementation(() => {
      throw new Error("a rule is broken");
    });
    await expect(changed([step("create", "own")])).rejects.toThrow("a rule is broken");
    expect(run).toEqual(["preview"]);
    expect(await changed([step("delete", "own")])).toHaveLength(1);
  });
});
