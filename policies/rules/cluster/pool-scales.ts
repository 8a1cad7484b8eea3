import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "pool-scales",
  title: "Node pools grow with what is asked of them",
  why: "A peak would slow everybody down until somebody adds machines.",
  severity: "medium",
  concern: "continuity",
  clauses: ["access.peaks", "monitoring.capacity"],
  remediation: "Set enableAutoScaling to true with a maxCount above minCount.",
  types: ["containerservice:AgentPool"],
  judge: (pool) => {
    const least = valueOf(pool, "minCount");
    return expectProperties(pool, {
      enableAutoScaling: exactly(true),
      maxCount: {
        wanted: "more than minCount",
        holds: (value) => typeof value === "number" && value > Number(least ?? 0),
      },
    });
  },
  cases: {
    pass: {
      given: one("containerservice:AgentPool", { enableAutoScaling: true, minCount: 2, maxCount: 6 }),
      says: ["enableAutoScaling is true"],
    },
    fail: {
      given: one("containerservice:AgentPool", { enableAutoScaling: true, minCount: 3, maxCount: 3 }),
      says: ["maxCount is 3; it has to be more than minCount"],
    },
    absent: {
      given: one("containerservice:AgentPool", {}),
      says: ["enableAutoScaling is absent; it has to be true", "maxCount is absent; it has to be more than minCount"],
    },
    unknown: {
      given: one("containerservice:AgentPool", { enableAutoScaling: UNKNOWN, maxCount: 3 }),
      says: ["enableAutoScaling is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:AgentPool"),
  },
  sabotage: [
    { what: "fixes the number of nodes", type: "containerservice:AgentPool", set: { enableAutoScaling: false } },
  ],
});
