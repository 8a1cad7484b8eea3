import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "defender-plan-on",
  title: "Every Defender plan is of the tier that detects",
  why: "The free tier lists settings and detects nothing.",
  severity: "high",
  concern: "security",
  clauses: ["scanning", "monitoring.intrusion"],
  remediation: 'Set pricingTier to "Standard".',
  types: ["security:Pricing"],
  judge: (resource) => expectProperties(resource, { pricingTier: exactly("Standard") }),
  cases: {
    pass: { given: one("security:Pricing", { pricingTier: "Standard" }), says: ['pricingTier is "Standard"'] },
    fail: {
      given: one("security:Pricing", { pricingTier: "Free" }),
      says: ['pricingTier is "Free"; it has to be "Standard"'],
    },
    absent: { given: one("security:Pricing", {}), says: ['pricingTier is absent; it has to be "Standard"'] },
    unknown: {
      given: one("security:Pricing", { pricingTier: UNKNOWN }),
      says: ['pricingTier is not known before the update; it has to be "Standard"'],
    },
    notApplicable: otherType("security:Pricing"),
  },
  sabotage: [
    {
      what: "goes back to the free tier",
      type: "security:Pricing",
      set: { pricingTier: "Free" },
      also: ["defender-plans"],
    },
  ],
});
