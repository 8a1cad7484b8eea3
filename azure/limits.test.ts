import { describe, expect, it } from "vitest";
import { LIMITS, RANGES, type Limit } from "./limits";
import { privateDnsZone } from "./private-link";
import { ROLE_DEFINITIONS, roleDefinitionId } from "./role-definitions";

describe("tables of facts", () => {
  it("give every limit a positive value, a source, and a raised quota above the default", () => {
    for (const limit of Object.values<Limit>(LIMITS)) {
      expect(limit.value).toBeGreaterThan(0);
      expect(limit.source).not.toBe("");
      if (typeof limit.raisable === "number") expect(limit.raisable).toBeGreaterThan(limit.value);
    }
    for (const range of Object.values(RANGES)) expect(range.from).toBeLessThan(range.to);
  });

  it("give every built-in role a GUID of its own", () => {
    const ids = Object.values(ROLE_DEFINITIONS);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(roleDefinitionId("AcrPull", "s")).toBe(
      "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
    );
  });

  it("name the zone in which a private endpoint resolves", () => {
    expect(privateDnsZone("sql", "norwayeast")).toBe("privatelink.database.windows.net");
    expect(privateDnsZone("kubernetes", "norwayeast")).toBe("privatelink.norwayeast.azmk8s.io");
  });
});
