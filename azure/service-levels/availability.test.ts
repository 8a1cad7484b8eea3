import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  availability,
  downtimeMinutes,
  inParallel,
  inSeries,
  publishedAvailability,
  withStandby,
  type Availability,
} from "./availability";
import { PUBLISHED_LEVELS } from "./published";

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const part = fraction.map((value): Availability => availability("part", value));
const parts = fc.array(part, { minLength: 1, maxLength: 6 });
const standby = fc.record({
  active: part,
  standby: part,
  failoverMinutes: fc.double({ min: 0, max: 10_000, noNaN: true }),
  success: fraction,
  outagesPerYear: fc.double({ min: 0.1, max: 50, noNaN: true }),
});

describe.each([
  ["series", inSeries],
  ["parallel", inParallel],
] as const)("parts in %s", (_, combine) => {
  it("stay from 0 to 1, do not depend on the order, and get no worse when a part gets better", () => {
    fc.assert(
      fc.property(parts, fc.nat(), fraction, (all, index, gain) => {
        const before = combine("all", all).fraction;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(1);
        expect(combine("all", [...all].reverse()).fraction).toBe(before);
        const better = all.map((each, at) =>
          at === index % all.length ? availability("part", Math.max(each.fraction, gain)) : each,
        );
        expect(combine("all", better).fraction).toBeGreaterThanOrEqual(before - 1e-15);
      }),
    );
  });
});

describe("the arithmetic", () => {
  it("makes a series no better than its worst part and a parallel no worse than its best", () => {
    fc.assert(
      fc.property(parts, (all) => {
        const fractions = all.map((each) => each.fraction);
        expect(inSeries("s", all).fraction).toBeLessThanOrEqual(Math.min(...fractions));
        expect(inParallel("p", all).fraction).toBeGreaterThanOrEqual(Math.max(...fractions) - 1e-15);
      }),
    );
  });

  it("agrees with the figures by hand", () => {
    const path = inSeries("request path", [
      publishedAvailability("applicationGateway"),
      publishedAvailability("loadBalancer"),
      publishedAvailability("nodesAcrossZones"),
      publishedAvailability("sql"),
    ]);
    expect(path.fraction).toBeCloseTo(0.9995 * 0.9999 * 0.9999 * 0.9999, 12);
    expect((path.fraction * 100).toFixed(2)).toBe("99.92");
    expect(inParallel("two", [availability("a", 0.99), availability("b", 0.9)]).fraction).toBeCloseTo(0.999, 12);
    expect(downtimeMinutes(0.998, 365 * 24 * 60)).toBeCloseTo(17 * 60 + 31.2, 6);
  });

  it("names every assumption once, those of the parts too", () => {
    const path = inSeries("path", [publishedAvailability("sql"), publishedAvailability("privateLink")]);
    expect(path.assumptions).toContain("parts fail independently of each other");
    expect(path.assumptions.some((text) => text.startsWith("Private Link 99.99 % is an estimate"))).toBe(true);
    expect(new Set(path.assumptions).size).toBe(path.assumptions.length);
  });

  it("refuses what is no availability", () => {
    expect(() => availability("gateway", 99.95)).toThrow("Availability of gateway is 99.95; it must be from 0 to 1.");
    expect(() => inParallel("nodes", [])).toThrow("nodes has no parts");
  });
});

describe("a standby", () => {
  it("never makes an active site worse, nor better than without outage", () => {
    fc.assert(
      fc.property(standby, (site) => {
        const { fraction: result } = withStandby("site", site);
        expect(result).toBeGreaterThanOrEqual(site.active.fraction - 1e-12);
        expect(result).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("gets no worse by a faster or surer failover or a better site", () => {
    fc.assert(
      fc.property(standby, fraction, (site, gain) => {
        const { fraction: before } = withStandby("site", site);
        const better = [
          { ...site, failoverMinutes: site.failoverMinutes * gain },
          { ...site, success: Math.max(site.success, gain) },
          { ...site, active: availability("part", Math.max(site.active.fraction, gain)) },
          { ...site, standby: availability("part", Math.max(site.standby.fraction, gain)) },
        ];
        for (const changed of better) {
          expect(withStandby("site", changed).fraction).toBeGreaterThanOrEqual(before - 1e-12);
        }
      }),
    );
  });

  it("agrees with the figure by hand", () => {
    // 99.9 % is 525.6 minutes a year: one outage, of which 60 minutes remain in 9 of 10 cases.
    const site = withStandby("site", {
      active: availability("active", 0.999),
      standby: availability("standby", 1),
      failoverMinutes: 60,
      success: 0.9,
      outagesPerYear: 1,
    });
    expect(downtimeMinutes(site.fraction, 525_600)).toBeCloseTo(0.9 * 60 + 0.1 * 525.6, 6);
    expect(site.assumptions).toContain("site: the downtime of the active site falls into 1 outages a year");
  });
});

describe("a failover that takes longer than the outage", () => {
  it("changes nothing: the active site is back first", () => {
    const site = withStandby("site", {
      active: availability("active", 0.999),
      standby: availability("standby", 1),
      failoverMinutes: 600,
      success: 1,
      outagesPerYear: 10,
    });
    expect(downtimeMinutes(site.fraction, 525_600)).toBeCloseTo(525.6, 6);
  });
});

describe("published levels", () => {
  it("are percentages of at least 99", () => {
    for (const level of Object.values(PUBLISHED_LEVELS)) {
      expect(level.percent).toBeGreaterThanOrEqual(99);
      expect(level.percent).toBeLessThanOrEqual(100);
    }
  });
});
