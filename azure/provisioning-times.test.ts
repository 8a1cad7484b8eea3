import { describe, expect, it } from "vitest";
import { provisioningTime } from "./provisioning-times";
import { RESOURCE_TYPES } from "./resource-types";

describe("provisioning times", () => {
  it("are positive for every type, and marked as estimates", () => {
    for (const { token } of RESOURCE_TYPES) {
      const time = provisioningTime(token);
      expect(Math.min(time.create, time.update, time.delete)).toBeGreaterThan(0);
      expect(time.source).not.toBe("");
    }
  });

  it("are longest for what takes longest", () => {
    const longest = [...RESOURCE_TYPES].sort(
      (a, b) => provisioningTime(b.token).create - provisioningTime(a.token).create,
    )[0];
    expect(longest?.name).toBe("network:VirtualNetworkGateway");
    expect(provisioningTime("network:VirtualNetwork").create).toBeLessThan(1);
  });
});
