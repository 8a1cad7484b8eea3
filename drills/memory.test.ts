import { expect, it } from "vitest";
import { memoryIn } from "./memory";

it("finds something out once, also when it is asked by another process", async () => {
  let [finds, saves] = [0, 0];
  const record: Record<string, unknown> = {};
  const find = (): Promise<number> => Promise.resolve((finds += 1));
  expect(await memoryIn(record, () => (saves += 1)).once("found", find)).toBe(1);
  expect(await memoryIn(record, () => (saves += 1)).once("found", find)).toBe(1);
  expect([finds, saves]).toEqual([1, 1]);
});

it("notes nothing where nothing was found out", async () => {
  const memory = memoryIn({}, () => undefined);
  await expect(memory.once("found", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(memory.has("found")).toBe(false);
});

it("tells what was never noted from what was noted as nothing", () => {
  const memory = memoryIn({ empty: [] }, () => undefined);
  expect(memory.readOr("empty", ["other"])).toEqual([]);
  expect(memory.readOr("missing", ["other"])).toEqual(["other"]);
  expect(() => memory.read("toString")).toThrow('noted "toString"');
});
