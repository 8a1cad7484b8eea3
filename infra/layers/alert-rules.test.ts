import { describe, expect, it } from "vitest";
import { alertTiming, routeOf } from "./alert-rules";

describe("alertTiming", () => {
  it.each([
    ["PT1M", "PT1M", "PT5M"],
    ["PT5M", "PT1M", "PT5M"],
    ["PT24M", "PT1M", "PT5M"],
    ["PT25M", "PT5M", "PT15M"],
    ["PT2H", "PT15M", "PT30M"],
    ["P1D", "PT1H", "PT1H"],
  ])("notices within %s by looking every %s over %s", (detectWithin, every, over) => {
    expect(alertTiming({ detectWithin })).toEqual({ every, over });
  });
});

describe("routeOf", () => {
  const route = { reaction: "PT30M", clock: "always", emails: [] } as const;
  const plan = {
    routes: [
      { ...route, key: "critical", severities: [0, 1] },
      { ...route, key: "other", severities: [2] },
    ],
  };

  it("is the route that takes the severity", () => {
    expect(routeOf(plan, 1)).toBe("critical");
    expect(routeOf(plan, 2)).toBe("other");
  });

  it("names a severity that no route takes", () => {
    expect(() => routeOf(plan, 4)).toThrow("severity 4");
  });
});
