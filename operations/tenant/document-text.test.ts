import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { appendItem, changeItem, changeValue, removeItem } from "./document-text";

const document = `# who we serve
schemaVersion: 2
tenants:
  # the first customer
  - { code: aaaa, name: "A & Co", cell: "01", segment: 0 } # since 2024
  - {
      code: bbbb, # renamed once
      name: B,
      overrides: { twoFactor: enforced },
    }

  - code: cccc
    name: C # their own spelling
`;

/** Lines that are in one text and not in the other, as a diff shows them. */
function difference(before: string, after: string): readonly string[] {
  const old = before.split("\n");
  const now = after.split("\n");
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
}

describe("a new item", () => {
  test("is the last of its list, and nothing else changes", () => {
    const text = appendItem(document, "tenants", { code: "dddd", cell: "02", until: "2027-03-31", on: true });
    expect(text).toBe(`${document}  - { code: dddd, cell: "02", until: "2027-03-31", on: true }\n`);
  });

  test("begins a list that is not there yet, or is empty", () => {
    const added = 'retired:\n  - { code: dddd, cell: "02" }\n';
    expect(appendItem(document, "retired", { code: "dddd", cell: "02" })).toBe(document + added);
    for (const empty of ["retired: []\n", "retired:\n"]) {
      expect(appendItem(document + empty, "retired", { code: "dddd", cell: "02" })).toBe(document + added);
    }
  });

  test("has a line for each field where it is too long for one", () => {
    const name = "A name so long that a line of a hundred and twenty columns cannot hold the item with all its fields";
    expect(appendItem("tenants:\n  - { code: aaaa }\n", "tenants", { code: "dddd", name })).toBe(
      `tenants:\n  - { code: aaaa }\n  - {\n      code: dddd,\n      name: ${name},\n    }\n`,
    );
  });

  test("follows a list that is written on one line", () => {
    const text = appendItem("tenants: [{ code: aaaa }]\nother: 1\n", "tenants", { code: "dddd" });
    expect(text).toBe("tenants:\n  - { code: aaaa }\n  - { code: dddd }\nother: 1\n");
  });
});

describe("an item that is taken out", () => {
  test.each([
    [0, ["-   # the first customer", '-   - { code: aaaa, name: "A & Co", cell: "01", segment: 0 } # since 2024']],
    [
      1,
      [
        "-   - {",
        "-       code: bbbb, # renamed once",
        "-       name: B,",
        "-       overrides: { twoFactor: enforced },",
        "-     }",
      ],
    ],
    [2, ["-   - code: cccc", "-     name: C # their own spelling"]],
  ])("is gone with its comments: %i", (index, gone) => {
    const { text } = removeItem(document, "tenants", index);
    expect(difference(document, text)).toEqual(gone);
    const items = (parse(document) as { readonly tenants: readonly unknown[] }).tenants;
    expect((parse(text) as { readonly tenants: readonly unknown[] }).tenants).toEqual(
      items.filter((_, at) => at !== index),
    );
  });

  test("leaves an empty list behind, and can be put back with its comments", () => {
    const text = "tenants:\n  # the only one\n  - { code: aaaa }\nother: 1\n";
    const removed = removeItem(text, "tenants", 0);
    expect(removed.text).toBe("tenants: []\nother: 1\n");
    expect(appendItem(removed.text, "tenants", { code: "aaaa" }, removed.above)).toBe(text);
  });
});

describe("fields of an item", () => {
  test.each([
    [
      0,
      { state: "leaving", until: "2027-03-31" },
      [
        '-   - { code: aaaa, name: "A & Co", cell: "01", segment: 0 } # since 2024',
        '+   - { code: aaaa, name: "A & Co", cell: "01", segment: 0, state: leaving, until: "2027-03-31" } # since 2024',
      ],
    ],
    [1, { state: "leaving" }, ["+       state: leaving,"]],
    [2, { state: "leaving" }, ["+     state: leaving"]],
    [
      1,
      { overrides: undefined, name: "Bee" },
      ["-       name: B,", "-       overrides: { twoFactor: enforced },", "+       name: Bee,"],
    ],
    [
      0,
      { name: undefined },
      [
        '-   - { code: aaaa, name: "A & Co", cell: "01", segment: 0 } # since 2024',
        '+   - { code: aaaa, cell: "01", segment: 0 } # since 2024',
      ],
    ],
    [
      0,
      { code: undefined },
      [
        '-   - { code: aaaa, name: "A & Co", cell: "01", segment: 0 } # since 2024',
        '+   - { name: "A & Co", cell: "01", segment: 0 } # since 2024',
      ],
    ],
    [2, { name: undefined }, ["-     name: C # their own spelling"]],
    [2, { missing: undefined }, []],
  ])("of item %i: %j", (index, fields, expected) => {
    const text = changeItem(document, "tenants", index, fields);
    expect(difference(document, text)).toEqual(expected);
    const before = parse(document) as { readonly tenants: readonly Record<string, unknown>[] };
    const after = parse(text) as { readonly tenants: readonly Record<string, unknown>[] };
    const wanted = JSON.parse(JSON.stringify({ ...before.tenants[index], ...fields })) as unknown;
    expect(after.tenants).toEqual(before.tenants.map((item, at) => (at === index ? wanted : item)));
  });

  test("get lines of their own where one line does not hold them any more", () => {
    const data = { production: { generation: "02", restored: { from: "01", to: "2027-03-01T10:00:00Z" } } };
    const text = changeItem(document, "tenants", 0, { data });
    expect(text).toContain(`  - {
      code: aaaa,
      name: "A & Co",
      cell: "01",
      segment: 0,
      data: { production: { generation: "02", restored: { from: "01", to: "2027-03-01T10:00:00Z" } } },
    } # since 2024
`);
  });

  test("are broken further where one of them is too long by itself", () => {
    const kept = [{ generation: "01", until: "2027-04-01", released: true }];
    const data = { production: { generation: "02", restored: { from: "01", to: "2027-03-01T10:00:00Z" }, kept } };
    const text = changeItem(document, "tenants", 1, { data });
    expect(text).toContain(`      overrides: { twoFactor: enforced },
      data: {
        production: {
          generation: "02",
          restored: { from: "01", to: "2027-03-01T10:00:00Z" },
          kept: [{ generation: "01", until: "2027-04-01", released: true }],
        },
      },
    }
`);
    expect((parse(text) as { readonly tenants: readonly unknown[] }).tenants[1]).toMatchObject({ data });
    expect(changeItem(text, "tenants", 1, { data: undefined })).toBe(document);
  });

  test("can be set at the top of the document too", () => {
    expect(difference(document, changeValue(document, "schemaVersion", 3))).toEqual([
      "- schemaVersion: 2",
      "+ schemaVersion: 3",
    ]);
  });
});
