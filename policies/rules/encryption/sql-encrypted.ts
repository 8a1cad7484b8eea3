import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const encryption = (state: unknown) => one("sql:TransparentDataEncryption", { state });

export const rule = propertyRule({
  id: "sql-encrypted",
  title: "Nobody switches the encryption of a database off",
  why: "Whoever gets hold of a disk or a backup would read it.",
  severity: "critical",
  concern: "security",
  clauses: ["encryption.atRest"],
  remediation: "Remove the resource, or set state to Enabled: Azure encrypts a database from the start.",
  types: ["sql:TransparentDataEncryption"],
  judge: (resource) => expectProperties(resource, { state: exactly("Enabled") }),
  cases: {
    pass: { given: encryption("Enabled"), says: ['state is "Enabled"'] },
    fail: { given: encryption("Disabled"), says: ['state is "Disabled"; it has to be "Enabled"'] },
    absent: { given: encryption(undefined), says: ['state is absent; it has to be "Enabled"'] },
    unknown: { given: encryption(UNKNOWN), says: ['state is not known before the update; it has to be "Enabled"'] },
    notApplicable: otherType("sql:TransparentDataEncryption"),
  },
  sabotage: [
    {
      what: "switches the encryption of a database off",
      type: "sql:Database",
      adds: {
        type: "sql:TransparentDataEncryption",
        inputs: ({ resourceGroupName, serverName, databaseName }) => ({
          resourceGroupName,
          serverName,
          databaseName,
          tdeName: "current",
          state: "Disabled",
        }),
      },
    },
  ],
});
