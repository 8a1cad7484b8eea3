import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SqlPackage } from "./sqlpackage";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sqlpackage-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program in the tool's place: the real one needs a SQL Server. It shows how it was called, and behaves as told. */
async function toolThat(behaves: string): Promise<SqlPackage> {
  const program = join(folder, `tool-${Math.random().toString(36).slice(2)}.js`);
  await writeFile(
    program,
    `const fs = require("node:fs"); const args = process.argv.slice(2); fs.writeFileSync(${JSON.stringify(`${program}.args`)}, JSON.stringify(args));\n${behaves}`,
  );
  await chmod(program, 0o700);
  return Object.assign(
    new SqlPackage({
      command: [process.execPath, program],
      authentication: "Active Directory Workload Identity",
      clientId: "11111111-2222-3333-4444-555555555555",
    }),
    { program },
  );
}

async function argumentsOf(tool: SqlPackage): Promise<readonly string[]> {
  const { program } = tool as unknown as { readonly program: string };
  return JSON.parse(await readFile(`${program}.args`, "utf8")) as readonly string[];
}

const never = new AbortController().signal;
const database = { server: "sql.example", database: 'odd "name"; Encrypt=False' };

it("exports with the container's identity and without a secret", async () => {
  const tool = await toolThat(`fs.writeFileSync(args.find((a) => a.startsWith("/TargetFile:")).slice(12), "bytes")`);
  const file = join(folder, "a.bacpac");
  await tool.export(database, file, folder, never);
  expect(await readFile(file, "utf8")).toBe("bytes");
  expect(await argumentsOf(tool)).toEqual([
    "/Action:Export",
    "/SourceConnectionString:Server=tcp:sql.example,1433;" +
      'Initial Catalog="odd ""name""; Encrypt=False";Authentication=Active Directory Workload Identity;' +
      "User Id=11111111-2222-3333-4444-555555555555;Encrypt=True;TrustServerCertificate=False;Connect Timeout=60",
    `/TargetFile:${file}`,
    `/p:TempDirectoryForTableData=${folder}`,
    "/p:VerifyExtraction=true",
  ]);
});

it("says what the tool said when it fails", async () => {
  const tool = await toolThat(`console.error("*** Error exporting database: out of space"); process.exit(1)`);
  await expect(tool.import("a", database, folder, never)).rejects.toThrow("out of space");
});

it("ends the tool when the job is stopped, also one that does not listen", async () => {
  const tool = await toolThat(`process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000)`);
  const stop = new AbortController();
  const running = tool.export(database, join(folder, "b"), folder, stop.signal);
  setTimeout(() => {
    stop.abort(new Error("stopped"));
  }, 300);
  await expect(running).rejects.toThrow("stopped");
});

it.each([
  ["170.5.96.0", true],
  ["170.5.96", true],
  ["170.5.961.0", false],
  ["162.0.52.1", false],
])("version %s is accepted: %s", async (version, accepted) => {
  const tool = await toolThat(`console.log(${JSON.stringify(version)})`);
  if (accepted) expect(await tool.version(never)).toBe(version);
  else await expect(tool.version(never)).rejects.toThrow("this job is for 170.5.96");
});

it("a tool that is not there is said to be so", async () => {
  const tool = new SqlPackage({
    command: [join(folder, "not-there")],
    authentication: "Active Directory Managed Identity",
    clientId: "c",
  });
  await expect(tool.version(never)).rejects.toThrow("cannot be started");
});
