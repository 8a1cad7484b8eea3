import { describe, expect, it } from "vitest";
import { migrate, type Migration } from "./migration";

const key = "meta!schemaVersion";
/** 1 → 2 renames a prefix, 2 → 3 adds a field. */
const steps: readonly Migration[] = [
  (entries) =>
    entries
      .filter(([name]) => name.startsWith("thing!"))
      .flatMap(([name, value]) => [
        { type: "del", key: name } as const,
        { type: "put", key: name.replace("thing!", "resource!"), value } as const,
      ]),
  (entries) =>
    entries
      .filter(([name]) => name.startsWith("resource!"))
      .map(([name, value]) => ({ type: "put", key: name, value: { ...(value as object), origin: "put" } })),
];

describe("migrating a store", () => {
  it("takes every step from the stored version on, in one set of changes", () => {
    const changes = migrate(
      [
        ["thing!a", { size: 1 }],
        [key, 1],
      ],
      key,
      steps,
    );
    expect(changes).toEqual([
      { type: "del", key: "thing!a" },
      { type: "put", key: "resource!a", value: { size: 1, origin: "put" } },
      { type: "put", key, value: 3 },
    ]);
  });

  it("leaves the last version and a new store alone", () => {
    expect(
      migrate(
        [
          ["thing!a", {}],
          [key, 3],
        ],
        key,
        steps,
      ),
    ).toEqual([{ type: "put", key, value: 3 }]);
    expect(migrate([], key, steps)).toEqual([{ type: "put", key, value: 3 }]);
  });

  it.each([4, 0, "x"])("refuses version %s", (version) => {
    expect(() => migrate([[key, version]], key, steps)).toThrow("deltawerk simulator reset");
  });
});
