import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatArmId, isWithin, parentOfArmId, parseArmId, sameArmId } from "./arm-id";

const GROUP = "/subscriptions/s/resourceGroups/rg";
const SERVER = `${GROUP}/providers/Microsoft.Sql/servers/srv`;

describe("ARM ids", () => {
  it.each([
    ["/subscriptions/s", { type: "Microsoft.Resources/subscriptions", names: ["s"], scope: "", subscription: "s" }],
    [
      GROUP,
      {
        type: "Microsoft.Resources/resourceGroups",
        names: ["rg"],
        scope: "/subscriptions/s",
        subscription: "s",
        resourceGroup: "rg",
      },
    ],
    [
      `${SERVER}/databases/db`,
      {
        type: "Microsoft.Sql/servers/databases",
        names: ["srv", "db"],
        scope: GROUP,
        subscription: "s",
        resourceGroup: "rg",
      },
    ],
    [
      `${SERVER}/providers/Microsoft.Authorization/locks/keep`,
      {
        type: "Microsoft.Authorization/locks",
        names: ["keep"],
        scope: SERVER,
        subscription: "s",
        resourceGroup: "rg",
      },
    ],
    [
      "/providers/Microsoft.Authorization/roleDefinitions/r",
      { type: "Microsoft.Authorization/roleDefinitions", names: ["r"], scope: "" },
    ],
  ])("%s", (id, parts) => {
    expect(parseArmId(id)).toEqual(parts);
    expect(formatArmId(parts)).toBe(id);
  });

  it("are made of what they are read as", () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/).filter((text) => text.toLowerCase() !== "providers");
    fc.assert(
      fc.property(fc.array(fc.tuple(segment, segment), { minLength: 1, maxLength: 4 }), (segments) => {
        const type = ["Microsoft.Test", ...segments.map(([part]) => part)].join("/");
        const names = segments.map(([, name]) => name);
        const id = formatArmId({ scope: GROUP, type, names });
        expect(parseArmId(id)).toMatchObject({ scope: GROUP, type, names, resourceGroup: "rg" });
        expect(isWithin(id, GROUP)).toBe(true);
      }),
    );
  });

  it.each(["", "sqldb", "/subscriptions", `${GROUP}/`, `${SERVER}/databases`, `${SERVER}//db`, "/x/providers/A/b/c"])(
    "%j is none",
    (id) => {
      expect(parseArmId(id)).toBeUndefined();
    },
  );

  it("are compared without regard to case, and by whole segments", () => {
    expect(sameArmId(SERVER, SERVER.toUpperCase())).toBe(true);
    expect(isWithin(`${SERVER.toLowerCase()}/databases/db`, SERVER)).toBe(true);
    expect(isWithin(`${SERVER}2`, SERVER)).toBe(false);
  });

  it("have a parent up to the subscription", () => {
    const chain = [`${SERVER}/databases/db`, SERVER, GROUP, "/subscriptions/s"];
    expect(chain.map(parentOfArmId)).toEqual([...chain.slice(1), undefined]);
    expect(parentOfArmId(`${SERVER}/providers/Microsoft.Authorization/locks/keep`)).toBe(SERVER);
  });

  it("need as many names as their type has", () => {
    expect(() => formatArmId({ scope: GROUP, type: "Microsoft.Sql/servers/databases", names: ["srv"] })).toThrow(
      'An id of type "Microsoft.Sql/servers/databases" needs 2 names, not 1.',
    );
  });
});
