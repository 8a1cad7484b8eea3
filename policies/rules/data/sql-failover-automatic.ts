import { durationMinutes } from "../../../agreement/duration";
import { atMost, exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const POLICY = "readWriteEndpoint.failoverPolicy";
const GRACE = "readWriteEndpoint.failoverWithDataLossGracePeriodMinutes";
const group = (readWriteEndpoint: unknown) => one("sql:FailoverGroup", { readWriteEndpoint });

export const rule = propertyRule({
  id: "sql-failover-automatic",
  title: "Databases go to the second site by themselves, within the time to recover",
  why: "The time to recover would pass while somebody is looked for who may decide.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.time", "recovery"],
  remediation: 'Set failoverPolicy to "Automatic", with a grace period that is shorter than the agreed time.',
  types: ["sql:FailoverGroup"],
  // Source: Microsoft Learn, azure-sql/database/failover-group-sql-db (2025): Azure fails over after the grace period.
  judge: (group, { agreement }) =>
    expectProperties(group, {
      [POLICY]: exactly("Automatic"),
      [GRACE]: atMost(durationMinutes(agreement.recovery.time), "minutes"),
    }),
  cases: {
    pass: {
      given: group({ failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 60 }),
      says: [`${POLICY} is "Automatic"`],
    },
    fail: {
      given: group({ failoverPolicy: "Manual", failoverWithDataLossGracePeriodMinutes: 1440 }),
      says: [`${POLICY} is "Manual"; it has to be "Automatic"`, `${GRACE} is 1440; it has to be at most 240 minutes`],
    },
    absent: { given: group({}), says: [`${POLICY} is absent; it has to be "Automatic"`] },
    unknown: {
      given: group(UNKNOWN),
      says: [
        `${POLICY} is not known before the update; it has to be "Automatic"`,
        `${GRACE} is not known before the update; it has to be at most 240 minutes`,
      ],
    },
    notApplicable: otherType("sql:FailoverGroup"),
  },
  sabotage: [
    {
      what: "waits for a person",
      type: "sql:FailoverGroup",
      set: { readWriteEndpoint: { failoverPolicy: "Manual" } },
    },
    { what: "waits for a day", type: "sql:FailoverGroup", set: { [GRACE]: 1440 } },
  ],
});
