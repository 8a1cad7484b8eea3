import fc from "fast-check";
import { expect, test } from "vitest";
import { networksOverlap, parseNetwork } from "./cidr";

test.each(["10.0.0.0/8", "0.0.0.0/0", "192.0.2.1/32"])("%s is a network", (text) => {
  expect(parseNetwork(text)).toBeDefined();
});

test.each(["10.0.0.1/24", "10.0.0.0", "10.0.0.0/33", "256.0.0.0/8", "10.0.0/24", "2001:db8::/32"])(
  "%s is none",
  (text) => {
    expect(parseNetwork(text)).toBeUndefined();
  },
);

const network = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 32 }))
  .map(([address, length]) => {
    const first = address - (address % 2 ** (32 - length));
    const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
    return `${bytes.join(".")}/${length}`;
  });

test("two networks overlap exactly when one holds the first address of the other", () => {
  fc.assert(
    fc.property(network, network, (left, right) => {
      const [one, other] = [parseNetwork(left), parseNetwork(right)];
      const holds =
        one !== undefined &&
        other !== undefined &&
        ((one.first <= other.first && other.first <= one.last) ||
          (other.first <= one.first && one.first <= other.last));
      expect(networksOverlap(left, right)).toBe(holds);
      expect(networksOverlap(left, left)).toBe(true);
    }),
  );
});
