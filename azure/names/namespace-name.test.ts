import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "./codes";
import { namespaceName, parseNamespaceName } from "./namespace-name";

describe("names of namespaces", () => {
  it.each([
    [{ tenant: "ab12" }, "ns-ab12"],
    [{ role: "web" as const }, "ns-web"],
  ])("of %j are read back", (owner, name) => {
    expect(namespaceName(owner)).toBe(name);
    expect(parseNamespaceName(name)).toEqual(owner);
  });

  it("say of every role that it is one", () => {
    for (const role of Object.keys(ROLES) as Role[])
      expect(parseNamespaceName(namespaceName({ role }))).toEqual({ role });
  });

  it.each(["kube-system", "ns-", "ns-zzz", "ns-AB12", "default"])("are not seen in %s", (name) => {
    expect(parseNamespaceName(name)).toBeUndefined();
  });

  it("are not made of a malformed code", () => {
    expect(() => namespaceName({ tenant: "AB1" })).toThrow('Tenant "AB1"');
  });
});
