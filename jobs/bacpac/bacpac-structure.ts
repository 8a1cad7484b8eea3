import { createHash } from "node:crypto";
import type { Damage } from "../copies/damage";
import { quoteName } from "../database/database-connection";
import { readXml, XmlError } from "./xml-reader";
import { ZipArchive, ZipError, type ZipEntry } from "./zip-archive";

/** What a BACPAC says of itself and what is in it. */
export interface BacpacStructure {
  /** Tables of the model, `[dbo].[Customer]`. */
  readonly tables: ReadonlySet<string>;
  /** Tables that have data. DacFx writes no file for an empty table. */
  readonly tablesWithData: ReadonlySet<string>;
  /** Rows of all tables together, as the export counted them; absent where it did not say. */
  readonly totalRows?: number;
}

/** A file that every BACPAC has. */
const REQUIRED = ["[Content_Types].xml", "DacMetadata.xml", "Origin.xml", "model.xml"] as const;
const DATA_FILE = /^Data\/(.+)\/TableData-(\d{3})-(\d{5})\.BCP$/i;

interface Origin {
  readonly checksums: ReadonlyMap<string, string>;
  readonly totalRows?: number;
  readonly hasData: boolean;
}

/** Part names in an archive are percent-encoded where they hold unusual characters (ECMA-376, part 2, section 6.2). */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A table's folder, `dbo.Customer`, as the model writes the table's name. Dots in names are ambiguous, so all readings. */
function namesOfFolder(folder: string): readonly string[] {
  const pieces = folder.split(".");
  return pieces.slice(1).map((_, index) => {
    const schema = pieces.slice(0, index + 1).join(".");
    return `${quoteName(schema)}.${quoteName(pieces.slice(index + 1).join("."))}`;
  });
}

async function readOrigin(pieces: AsyncIterable<Uint8Array>): Promise<Origin> {
  const checksums = new Map<string, string>();
  let uri: string | undefined;
  let text = "";
  let totalRows: number | undefined;
  let hasData = false;
  await readXml(pieces, {
    open: (name, attributes) => {
      text = "";
      if (name === "Checksum") uri = attributes.get("Uri");
    },
    text: (piece) => {
      text += piece;
    },
    close: (name) => {
      if (name === "Checksum" && uri !== undefined) checksums.set(uri, text.trim().toLowerCase());
      if (name === "TableRowCountTotalTag" && /^\d+$/.test(text.trim())) totalRows = Number(text.trim());
      if (name === "ContainsExportedData") hasData = text.trim().toLowerCase() === "true";
    },
  });
  return { checksums, hasData, ...(totalRows !== undefined && { totalRows }) };
}

async function* hashing(pieces: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/** Names of the model's tables. */
async function readTables(pieces: AsyncIterable<Uint8Array>): Promise<ReadonlySet<string>> {
  const tables = new Set<string>();
  let root: string | undefined;
  await readXml(pieces, {
    open: (name, attributes) => {
      root ??= name;
      const table = attributes.get("Name");
      if (name === "Element" && attributes.get("Type") === "SqlTable" && table !== undefined) tables.add(table);
    },
  });
  if (root !== "DataSchemaModel") throw new XmlError(`Its root is <${root ?? ""}>, not <DataSchemaModel>.`);
  return tables;
}

/** Tables with data files, and files that are missing in between: they are numbered from 0 without a gap. */
function readDataFiles(
  entries: readonly ZipEntry[],
  tables: ReadonlySet<string>,
  damages: Damage[],
): ReadonlySet<string> {
  const files = new Map<string, Set<string>>();
  for (const { name } of entries) {
    const [, folder, stream, number] = DATA_FILE.exec(decoded(name)) ?? [];
    if (folder === undefined) continue;
    files.set(folder, (files.get(folder) ?? new Set()).add(`${stream ?? ""}-${number ?? ""}`));
  }
  const withData = new Set<string>();
  for (const [folder, numbers] of files) {
    const streams = new Map<string, number[]>();
    for (const number of numbers) {
      const [stream = "", position = ""] = number.split("-");
      streams.set(stream, [...(streams.get(stream) ?? []), Number(position)]);
    }
    for (const [stream, positions] of streams) {
      if (Math.max(...positions) !== positions.length - 1) {
        damages.push({
          kind: "structure",
          message: `Data files of ${folder} (stream ${stream}) are missing in between.`,
        });
      }
    }
    const table = namesOfFolder(folder).find((name) => tables.has(name));
    if (table === undefined) {
      damages.push({ kind: "structure", message: `There is data of ${folder}, which is no table of the model.` });
    } else withData.add(table);
  }
  return withData;
}

function message(error: unknown): string {
  if (error instanceof ZipError || error instanceof XmlError) return error.message;
  throw error;
}

async function consume(pieces: AsyncIterable<unknown>): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

/**
 * Checks everything that a BACPAC's file can show: a whole archive, every file of it with its checksum, a well-formed
 * model with the checksum that the export noted, data for tables of the model only, and no data file missing in between.
 * That SQL Server takes it can only SQL Server say.
 */
export async function readBacpac(
  path: string,
): Promise<{ readonly structure?: BacpacStructure; readonly damages: readonly Damage[] }> {
  const damages: Damage[] = [];
  const refuse = (text: string): void => {
    damages.push({ kind: "structure", message: text });
  };
  let archive: ZipArchive;
  try {
    archive = await ZipArchive.open(path);
  } catch (error) {
    refuse(message(error));
    return { damages };
  }
  try {
    for (const name of REQUIRED) if (archive.find(name) === undefined) refuse(`${name} is missing.`);
    const [originEntry, modelEntry] = [archive.find("Origin.xml"), archive.find("model.xml")];
    if (originEntry === undefined || modelEntry === undefined) return { damages };
    let origin: Origin | undefined;
    let tables: ReadonlySet<string> | undefined;
    const modelHash = createHash("sha256");
    for (const entry of archive.entries) {
      try {
        const contents = archive.contents(entry);
        if (entry === originEntry) origin = await readOrigin(contents);
        else if (entry === modelEntry) tables = await readTables(hashing(contents, modelHash));
        else await consume(contents);
      } catch (error) {
        refuse(`${entry.name}: ${message(error)}`);
      }
    }
    if (origin === undefined || tables === undefined) return { damages };
    const noted = origin.checksums.get("/model.xml");
    const found = modelHash.digest("hex");
    if (noted !== found) refuse(`model.xml has checksum ${found}, the export noted ${noted ?? "none"}.`);
    const tablesWithData = readDataFiles(archive.entries, tables, damages);
    if (!origin.hasData && tablesWithData.size > 0) refuse("Origin.xml says that there are no data, but there are.");
    const { totalRows } = origin;
    return { structure: { tables, tablesWithData, ...(totalRows !== undefined && { totalRows }) }, damages };
  } finally {
    await archive.close();
  }
}

/** What a BACPAC lacks of the tables that the database had, each with its rows. */
export function bacpacDifferences(
  expected: Readonly<Record<string, number>>,
  structure: BacpacStructure,
): readonly Damage[] {
  const damages: Damage[] = [];
  const refuse = (text: string): void => {
    damages.push({ kind: "structure", message: text });
  };
  for (const [table, rows] of Object.entries(expected)) {
    if (!structure.tables.has(table)) refuse(`Table ${table} is not in the model.`);
    else if (rows > 0 && !structure.tablesWithData.has(table))
      refuse(`Table ${table} had ${rows} rows and has no data.`);
    else if (rows === 0 && structure.tablesWithData.has(table)) refuse(`Table ${table} was empty and has data.`);
  }
  for (const table of structure.tables) {
    if (expected[table] === undefined) refuse(`Table ${table} is in the model and was not in the database.`);
  }
  const total = Object.values(expected).reduce((sum, rows) => sum + rows, 0);
  if (structure.totalRows !== undefined && structure.totalRows !== total) {
    refuse(`The export counted ${structure.totalRows} rows, the database had ${total}.`);
  }
  return damages;
}
