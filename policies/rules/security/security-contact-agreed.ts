import {
  expectProperties,
  oneOf,
  one,
  otherType,
  propertyRule,
  undetermined,
  type Requirement,
} from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const SEVERITY = "notificationsSources.0.minimalSeverity";
const contact = (emails: unknown, minimalSeverity?: string) =>
  one("security:SecurityContact", {
    emails,
    isEnabled: true,
    notificationsSources: [{ sourceType: "Alert", ...(minimalSeverity !== undefined && { minimalSeverity }) }],
  });

export const rule = propertyRule({
  id: "security-contact-agreed",
  title: "Attacks that Azure finds are told to those on duty, and to nobody else",
  why: "A stranger would read what was found, and those who have to act would not.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.intrusion", "monitoring"],
  remediation: "Set emails to addresses that notify names, and tell of medium severity or lower.",
  types: ["security:SecurityContact"],
  judge: (contact, { notify }) => {
    if (notify === undefined) {
      return [undetermined("whom alerts may reach is not known without the environment", contact)];
    }
    const allowed = [...notify.page, ...notify.email];
    const agreed: Requirement = {
      wanted: `some of ${allowed.join(", ")}`,
      holds: (value) => typeof value === "string" && value.split(";").every((one) => allowed.includes(one.trim())),
    };
    return expectProperties(contact, {
      emails: agreed,
      [SEVERITY]: oneOf("Low", "Medium"),
    });
  },
  cases: {
    pass: {
      given: contact("duty@superoffice.example", "Medium"),
      says: ['emails is "duty@superoffice.example"'],
    },
    fail: {
      given: contact("mallory@stranger.example", "High"),
      says: [
        'emails is "mallory@stranger.example"; it has to be some of duty@superoffice.example, operations@superoffice.example',
        `${SEVERITY} is "High"; it has to be "Low" or "Medium"`,
      ],
    },
    absent: {
      given: contact("duty@superoffice.example"),
      says: [`${SEVERITY} is absent; it has to be "Low" or "Medium"`],
    },
    unknown: {
      given: contact(UNKNOWN, "Low"),
      says: [
        "emails is not known before the update; it has to be some of duty@superoffice.example, operations@superoffice.example",
      ],
    },
    notApplicable: otherType("security:SecurityContact"),
  },
  sabotage: [
    {
      what: "tells a stranger of attacks",
      type: "security:SecurityContact",
      set: { emails: "mallory@stranger.net" },
    },
    { what: "tells of the worst alone", type: "security:SecurityContact", set: { [SEVERITY]: "High" } },
  ],
});
