import { createHash } from "node:crypto";
import { crc32, deflateRawSync } from "node:zlib";

/** A file of an archive. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A table with its rows, as a BACPAC has it. */
export interface BacpacTable {
  readonly name: string;
  readonly rows: number;
  /** Raw data files; absent for an empty table. */
  readonly data?: readonly Buffer[];
}

/** Bytes that do not compress, so that a small copy has several chunks and parts. */
export function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 12345;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

/** A ZIP archive, in memory. Only for tests: what is written here is what the reader has to understand. */
export function zip(files: readonly ArchiveFile[], stored = false): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const packed = stored ? bytes : deflateRawSync(bytes);
    const nameBytes = Buffer.from(name, "utf8");
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    local.writeUInt32LE(crc32(bytes), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(nameBytes.length, 26);
    const directory = Buffer.alloc(46);
    directory.writeUInt32LE(0x02014b50, 0);
    local.copy(directory, 6, 4, 30);
    directory.writeUInt32LE(offset, 42);
    locals.push(local, nameBytes, packed);
    central.push(directory, nameBytes);
    offset += local.length + nameBytes.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const NAMESPACE = "http://schemas.microsoft.com/sqlserver/dac/Serialization/2012/02";

function modelOf(tables: readonly BacpacTable[]): Buffer {
  const elements = tables.map(
    ({ name }) =>
      `<Element Type="SqlTable" Name="${name}"><Relationship Name="Columns"><Entry>` +
      `<Element Type="SqlSimpleColumn" Name="${name}.[Id]"/></Entry></Relationship></Element>`,
  );
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?>\n<DataSchemaModel FileFormatVersion="1.2" SchemaVersion="2.9" xmlns="${NAMESPACE}">` +
      `<Model><Element Type="SqlDatabaseOptions"/>${elements.join("")}</Model></DataSchemaModel>`,
  );
}

function originOf(model: Buffer, tables: readonly BacpacTable[]): Buffer {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const checksum = createHash("sha256").update(model).digest("hex").toUpperCase();
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?>\n<DacOrigin xmlns="${NAMESPACE}"><PackageProperties><Version>3.1.0.0</Version>` +
      `<ContainsExportedData>true</ContainsExportedData></PackageProperties>` +
      `<ExportStatistics><SourceDatabaseSize>8192</SourceDatabaseSize><TableRowCountTotalTag>${rows}</TableRowCountTotalTag></ExportStatistics>` +
      `<Checksums><Checksum Uri="/model.xml">${checksum}</Checksum></Checksums></DacOrigin>`,
  );
}

/** The files of a BACPAC of some tables, in the shape that DacFx gives it (`MS-DACPAC`). */
export function bacpacFiles(tables: readonly BacpacTable[]): readonly ArchiveFile[] {
  const model = modelOf(tables);
  return [
    { name: "[Content_Types].xml", bytes: Buffer.from(`<?xml version="1.0"?><Types/>`) },
    { name: "DacMetadata.xml", bytes: Buffer.from(`<?xml version="1.0"?><DacType xmlns="${NAMESPACE}"/>`) },
    { name: "Origin.xml", bytes: originOf(model, tables) },
    { name: "model.xml", bytes: model },
    ...tables.flatMap(({ name, data = [] }) =>
      data.map((bytes, index) => ({
        name: `Data/${name.slice(1, -1).replace("].[", ".")}/TableData-000-${String(index).padStart(5, "0")}.BCP`,
        bytes,
      })),
    ),
  ];
}

/** A BACPAC of some tables. */
export function bacpac(tables: readonly BacpacTable[]): Buffer {
  return zip(bacpacFiles(tables));
}
