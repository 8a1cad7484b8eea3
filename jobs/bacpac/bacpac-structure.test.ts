import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bacpac, bacpacFiles, zip, type ArchiveFile } from "../test-bed/bacpac-file";
import { bacpacDifferences, readBacpac } from "./bacpac-structure";
import { readXml } from "./xml-reader";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bacpac-"));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function read(bytes: Buffer) {
  count += 1;
  const file = join(folder, `${count}.bacpac`);
  await writeFile(file, bytes);
  const { structure, damages } = await readBacpac(file);
  return { structure, messages: damages.map(({ message }) => message) };
}

const tables = [
  { name: "[dbo].[Customer]", rows: 2, data: [Buffer.from("rows"), Buffer.from("more rows")] },
  { name: "[crm].[Odd.Name]", rows: 1, data: [Buffer.from("row")] },
  { name: "[dbo].[Empty]", rows: 0 },
];

function changed(change: (file: ArchiveFile) => ArchiveFile | undefined): Buffer {
  return zip(bacpacFiles(tables).flatMap((file) => change(file) ?? []));
}

describe("a whole BACPAC", () => {
  it.each([
    ["deflated", false],
    ["stored", true],
  ])("is read, %s", async (_, stored) => {
    const { structure, messages } = await read(zip(bacpacFiles(tables), stored));
    expect(messages).toEqual([]);
    expect([...(structure?.tables ?? [])]).toEqual(["[dbo].[Customer]", "[crm].[Odd.Name]", "[dbo].[Empty]"]);
    expect([...(structure?.tablesWithData ?? [])]).toEqual(["[dbo].[Customer]", "[crm].[Odd.Name]"]);
    expect(structure?.totalRows).toBe(3);
  });
});

describe("a broken one is told what is wrong with it", () => {
  it.each<[string, Buffer, string]>([
    ["no archive", Buffer.from("This is no archive."), "no ZIP archive"],
    ["a cut-off archive", bacpac(tables).subarray(0, -40), "central directory"],
    ["a missing model", changed((file) => (file.name === "model.xml" ? undefined : file)), "model.xml is missing"],
    ["a missing origin", changed((file) => (file.name === "Origin.xml" ? undefined : file)), "Origin.xml is missing"],
    [
      "a changed model",
      changed((file) =>
        file.name === "model.xml"
          ? { ...file, bytes: Buffer.from(file.bytes.toString().replace("Empty", "Full_")) }
          : file,
      ),
      "the export noted",
    ],
    [
      "a model that is not well-formed",
      changed((file) => (file.name === "model.xml" ? { ...file, bytes: file.bytes.subarray(0, -3) } : file)),
      "model.xml: It ends",
    ],
    [
      "a data file missing in between",
      changed((file) => (file.name.endsWith("dbo.Customer/TableData-000-00000.BCP") ? undefined : file)),
      "missing in between",
    ],
    [
      "data of no table",
      changed((file) => ({ ...file, name: file.name.replace("dbo.Customer/", "dbo.Stranger/") })),
      "no table of the model",
    ],
  ])("%s", async (_, bytes, expected) => {
    const { messages } = await read(bytes);
    expect(messages.join("\n")).toContain(expected);
  });

  it("any flipped bit of a file's contents", async () => {
    const whole = bacpac(tables);
    // The checksums of the files cover their contents; those of the model cover it twice.
    const at = whole.indexOf("TableData-000-00000.BCP") + "TableData-000-00000.BCP".length;
    whole.writeUInt8(whole.readUInt8(at + 1) ^ 4, at + 1);
    expect((await read(whole)).messages.length).toBeGreaterThan(0);
  });
});

describe("compared with the database", () => {
  const compare = async (expected: Readonly<Record<string, number>>) => {
    const { structure } = await read(bacpac(tables));
    if (structure === undefined) throw new Error("The BACPAC cannot be read.");
    return bacpacDifferences(expected, structure).map(({ message }) => message);
  };
  const rows = { "[dbo].[Customer]": 2, "[crm].[Odd.Name]": 1, "[dbo].[Empty]": 0 };

  it.each<[string, Readonly<Record<string, number>>, readonly string[]]>([
    ["the same", rows, []],
    ["a table more", { ...rows, "[dbo].[New]": 0 }, ["Table [dbo].[New] is not in the model."]],
    [
      "rows where there are no data",
      { ...rows, "[dbo].[Empty]": 1, "[dbo].[Customer]": 1 },
      ["Table [dbo].[Empty] had 1 rows and has no data."],
    ],
    ["another number of rows", { ...rows, "[dbo].[Customer]": 5 }, ["The export counted 3 rows, the database had 6."]],
  ])("%s", async (_, expected, messages) => {
    expect(await compare(expected)).toEqual(messages);
  });
});

describe("XML", () => {
  async function parse(text: string, pieceBytes: number): Promise<readonly string[]> {
    const found: string[] = [];
    const bytes = Buffer.from(text);
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
    }
    await readXml(pieces(), {
      open: (name, attributes) => found.push(`<${name} ${[...attributes].join()}`),
      close: (name) => found.push(`/${name}`),
      text: (piece) => {
        if (piece.trim() !== "") found.push(piece.trim());
      },
    });
    return found;
  }
  const document = `\uFEFF<?xml version="1.0"?><!-- a > b --><a x="1 > 0 &amp; 2"><b y='"'/><![CDATA[if a < b && "c"]]><c>&#xE5;&lt;</c></a>\n`;

  it("means the same in whatever pieces it comes", async () => {
    const whole = await parse(document, 10_000);
    expect(whole).toEqual(["<a x,1 > 0 & 2", '<b y,"', "/b", 'if a < b && "c"', "<c ", "å<", "/c", "/a"]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
        expect((await parse(document, size)).join("")).toBe(whole.join(""));
      }),
    );
  });

  it.each([
    ["<a><b></a></b>", "closes"],
    ["<a>", "before <a> is closed"],
    ["<a/><b/>", "second root"],
    ["<a/>text", "middle of a tag or text"],
    ["text<a/>", "outside"],
    ['<a x="1" x="2"/>', "twice"],
    ["<a>&unknown;</a>", "reference"],
    ["<!DOCTYPE a><a/>", "document type"],
    ["<a b></a>", "not a tag"],
    ["", "empty"],
  ])("%s is refused", async (text, reason) => {
    await expect(parse(text, 5)).rejects.toThrow(reason);
  });
});
