import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { environmentJsonSchema, environmentJsonSchemaPath } from "./environment-json-schema";
import { parseEnvironment } from "./parse-environment";
import { platforms } from "./plan.fixture";

const folder = "stacks/environments";
const read = (name: string): string => readFileSync(`${folder}/${name}`, "utf8");

function problemsOf(text: string): readonly { readonly path: string; readonly allowed: string }[] {
  const parsed = parseEnvironment(text, "environment.yaml");
  return parsed.ok ? [] : parsed.problems.map(({ path, allowed }) => ({ path, allowed }));
}

describe("the committed environments", () => {
  it("are one local and one production for each platform", () => {
    const expected = platforms.flatMap((name) => [`${name}.local.yaml`, `${name}.production.yaml`]);
    expect(readdirSync(folder).sort()).toEqual([...expected].sort());
  });

  it.each(platforms)("lets %s come up in local as it is", (platform) => {
    expect(problemsOf(read(`${platform}.local.yaml`))).toEqual([]);
  });

  it.each(platforms)("has nothing left to mend in %s's production but the placeholders", (platform) => {
    expect(problemsOf(read(`${platform}.production.yaml`)).map(({ path }) => path)).toEqual([
      "directory",
      "administrators.objectId",
      "workload.deployers.objectId",
      "subscriptions.guard",
      "subscriptions.platform",
      "subscriptions.cells",
      "workload.application.image.digest",
      ...["principals", "export", "verification", "restore", "presence", "probe", "scan", "heartbeat"].map(
        (job) => `workload.jobs.${job}.image.digest`,
      ),
      "salt",
      "watcher",
      "beatRule",
      "notify.page[0]",
      "notify.email[0]",
      "copyKeys",
    ]);
  });

  it("share no address with each other", () => {
    const spaces = readdirSync(folder).map((name) => /^addressSpace: (.+)$/m.exec(read(name))?.[1]);
    expect(new Set(spaces).size).toBe(spaces.length);
  });

  it("have the JSON Schema that the code says; `npm run schemas` writes it anew", () => {
    expect(readFileSync(environmentJsonSchemaPath, "utf8")).toBe(environmentJsonSchema());
  });
});

describe("a bad environment", () => {
  const good = read("superoffice.local.yaml");

  it.each([
    ["an unknown key", "granted:", "grantd:", "grantd"],
    ["a site outside of the address space", "noe: 10.68.0.0/16", "noe: 10.1.0.0/16", "sites.noe"],
    ["two sites that overlap", "now: 10.69.0.0/16", "now: 10.68.128.0/17", "sites.now"],
    ["an unregistered site", "now: 10.69", "nwy: 10.69", "sites.nwy"],
    ["host bits that are set", "10.68.0.0/14", "10.68.0.1/14", "addressSpace"],
    ["addresses that clusters use inside", "addressSpace: 10.68.0.0/14", "addressSpace: 100.64.0.0/10", "addressSpace"],
    ["a database that cannot be zone redundant", "GP_Gen5_2", "S3", "sizes.database.sku"],
    ["a gateway that can no longer be created", "VpnGw2AZ", "VpnGw2", "sizes.vpnGateway"],
    ["a region that does not exist", "[norwaywest]", "[norwaysouth]", "granted[0]"],
    ["a lock on what is to be thrown away", "immutability: unlocked", "immutability: locked", "immutability"],
    ["an image by its tag", /digest: \S+/, "digest: latest", "workload.application.image.digest"],
    ["a key that is too short", /^ {4}n: \S+$/m, "    n: AQAB", "copyKeys[0].n"],
    ["a key of nowhere", "file:///copies/2026-01", "copies", "copyKeys[0].kid"],
    ["one replica", "minimum: 3, maximum: 9", "minimum: 1, maximum: 9", "workload.application.replicas.minimum"],
    [
      "a request above the limit",
      "request: 250, limit: 1000",
      "request: 250, limit: 100",
      "workload.application.cpuMillicores",
    ],
    ["no directory", /directory: \S+/, "directory: 00000000-0000-0000-0000-000000000000", "directory"],
  ])("with %s is refused there", (_, given, instead, path) => {
    expect(problemsOf(good.replace(given, instead)).map((problem) => problem.path)).toContain(path);
  });

  it("is told everything at once", () => {
    const bad = good.replace("VpnGw2AZ", "VpnGw2").replace("GP_Gen5_2", "S3").replace("noe: 10.68", "noe: 10.1");
    expect(problemsOf(bad).map(({ path }) => path)).toEqual(
      expect.arrayContaining(["sizes.vpnGateway", "sizes.database.sku", "sites.noe"]),
    );
  });
});
