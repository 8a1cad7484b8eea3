import { describe, expect, it } from "vitest";
import { reservedSubnetNamed, usableAddresses } from "./subnets";

describe("subnets", () => {
  it.each([
    [24, 251],
    [26, 59],
    [29, 3],
    [30, 0],
  ])("of /%i have %i usable addresses", (prefix, addresses) => {
    expect(usableAddresses(prefix)).toBe(addresses);
  });

  it("are reserved by name, in whatever case", () => {
    expect(reservedSubnetNamed("gatewaysubnet")?.longestPrefix).toBe(29);
    expect(reservedSubnetNamed("snet-sop-noe-hub")).toBeUndefined();
  });
});
