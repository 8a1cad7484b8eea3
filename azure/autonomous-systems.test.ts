import { expect, it } from "vitest";
import { DEFAULT_GATEWAY_SYSTEM, isReservedSystem } from "./autonomous-systems";

it.each([8_074, 12_076, 64_496, 64_511, 65_518, 65_551])("%s is kept by Azure or IANA", (number) => {
  expect(isReservedSystem(number)).toBe(true);
});

it.each([64_512, 65_010, DEFAULT_GATEWAY_SYSTEM, 65_521, 65_534])("%s can be had", (number) => {
  expect(isReservedSystem(number)).toBe(false);
});
