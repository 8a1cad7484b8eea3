import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULTS, defaultOf, effectiveValue } from "./defaults";
import { typeOfToken } from "./resource-types";

const SDK = join(__dirname, "../node_modules/@pulumi/azure-native");

describe("Azure's defaults", () => {
  it.each(Object.entries(DEFAULTS))("of %s are for inputs that the type has", (name, defaults) => {
    const [module = "", type = ""] = (typeOfToken(name)?.name ?? "").split(":");
    const source = readFileSync(join(SDK, module, `${type.charAt(0).toLowerCase()}${type.slice(1)}.js`), "utf8");
    for (const path of Object.keys(defaults)) {
      expect(source).toContain(`resourceInputs["${path.split(".")[0] ?? ""}"]`);
    }
  });

  it("are found by the long and the short token", () => {
    expect(defaultOf("azure-native:sql:Database", "requestedBackupStorageRedundancy")?.value).toBe("Geo");
    expect(defaultOf("sql:Database", "requestedBackupStorageRedundancy")?.value).toBe("Geo");
    expect(defaultOf("sql:Database", "collation")).toBeUndefined();
    expect(defaultOf("sql:Nothing", "collation")).toBeUndefined();
  });

  it.each([
    [{}, "Allow"],
    [{ networkRuleSet: {} }, "Allow"],
    [{ networkRuleSet: { defaultAction: "Deny" } }, "Deny"],
  ])("stand only where the inputs %j say nothing", (inputs, value) => {
    expect(effectiveValue("storage:StorageAccount", inputs, "networkRuleSet.defaultAction")).toBe(value);
  });

  it("do not hide a value that is false", () => {
    expect(effectiveValue("storage:StorageAccount", { enableHttpsTrafficOnly: false }, "enableHttpsTrafficOnly")).toBe(
      false,
    );
  });
});
