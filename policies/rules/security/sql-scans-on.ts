import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-scans-on",
  title: "Databases are scanned for weaknesses",
  why: "Weak settings and rights in a database would stay until somebody uses them.",
  severity: "high",
  concern: "security",
  clauses: ["scanning.vulnerabilities"],
  remediation: 'Set state to "Enabled".',
  types: ["sql:SqlVulnerabilityAssessmentsSetting"],
  judge: (resource) => expectProperties(resource, { state: exactly("Enabled") }),
  cases: {
    pass: { given: one("sql:SqlVulnerabilityAssessmentsSetting", { state: "Enabled" }), says: ['state is "Enabled"'] },
    fail: {
      given: one("sql:SqlVulnerabilityAssessmentsSetting", { state: "Disabled" }),
      says: ['state is "Disabled"; it has to be "Enabled"'],
    },
    absent: {
      given: one("sql:SqlVulnerabilityAssessmentsSetting", {}),
      says: ['state is absent; it has to be "Enabled"'],
    },
    unknown: {
      given: one("sql:SqlVulnerabilityAssessmentsSetting", { state: UNKNOWN }),
      says: ['state is not known before the update; it has to be "Enabled"'],
    },
    notApplicable: otherType("sql:SqlVulnerabilityAssessmentsSetting"),
  },
  sabotage: [
    {
      what: "switches scans off",
      type: "sql:SqlVulnerabilityAssessmentsSetting",
      set: { state: "Disabled" },
      also: ["sql-scans-present"],
    },
  ],
});
