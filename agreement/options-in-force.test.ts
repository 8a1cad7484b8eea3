import { describe, expect, it } from "vitest";
import { documentsIn, loadPlatform } from "./load-platform";
import { isInForce, tenantsWith } from "./options-in-force";
import { testFacts } from "./test-facts";

const loaded = loadPlatform("cloxxs", documentsIn("."), testFacts);
if (!loaded.ok) throw new Error("the documents of cloxxs have problems");
const sold = loaded.value;
const codes = (name: string, on: boolean): readonly string[] => tenantsWith(name, { on }, sold).map(({ code }) => code);

describe("an option", () => {
  it("is that of the tenants that bought it", () => {
    expect(codes("access.tenantAddresses", false)).toEqual(["amst"]);
    expect(codes("encryption.customerKeys", false)).toEqual(["veld"]);
  });

  it("is every tenant's where it is switched on", () => {
    expect(codes("access.tenantAddresses", true)).toEqual(["amst", "kade", "veld"]);
  });

  it("is nobody's where it is not sold, or can only be switched on for all", () => {
    expect(tenantsWith("access.tenantAddresses", undefined, sold)).toEqual([]);
    expect(isInForce("recovery.twin", { on: false }, sold)).toBe(false);
    expect(isInForce("encryption.customerKeys", { on: false }, sold)).toBe(true);
  });
});
