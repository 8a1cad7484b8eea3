import { expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const RULES = "cors.corsRules";
const service = (corsRules: unknown) => one("storage:BlobServiceProperties", { cors: { corsRules } });

export const rule = propertyRule({
  id: "storage-no-web-origins",
  title: "No page of another site reads what a storage account holds",
  why: "A page that a user opens elsewhere could read and write documents with that user's rights.",
  severity: "high",
  concern: "security",
  clauses: ["isolation", "access"],
  remediation: "Leave out cors: documents go through the application, which asks the account itself.",
  types: ["storage:BlobServiceProperties"],
  judge: (service) => expectProperties(service, { [RULES]: nothing() }),
  cases: {
    pass: { given: service([]), says: [`${RULES} is []`] },
    fail: {
      given: service([{ allowedOrigins: ["*"] }]),
      says: [`${RULES} is [{"allowedOrigins":["*"]}]; it has to be absent or empty`],
    },
    absent: { given: one("storage:BlobServiceProperties", {}), says: [`${RULES} is absent`] },
    unknown: {
      given: service(UNKNOWN),
      says: [`${RULES} is not known before the update; it has to be absent or empty`],
    },
    notApplicable: otherType("storage:BlobServiceProperties"),
  },
  sabotage: [
    {
      what: "lets pages of every site read and write",
      type: "storage:BlobServiceProperties",
      set: {
        [RULES]: [{ allowedOrigins: ["*"], allowedMethods: ["GET", "PUT"], allowedHeaders: ["*"], maxAgeInSeconds: 0 }],
      },
    },
  ],
});
