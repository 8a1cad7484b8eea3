import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-entra-only",
  title: "Nobody signs in to a database server with a password",
  why: "A password can be guessed, shared and kept by someone who has left.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "logging.signIns"],
  remediation: "Set administrators.azureADOnlyAuthentication to true.",
  types: ["sql:Server", "sql:ServerAzureADOnlyAuthentication"],
  judge: (resource) =>
    expectProperties(
      resource,
      resource.type === "sql:Server"
        ? { "administrators.azureADOnlyAuthentication": exactly(true) }
        : { azureADOnlyAuthentication: exactly(true) },
    ),
  cases: {
    pass: {
      given: one("sql:Server", { administrators: { azureADOnlyAuthentication: true } }),
      says: ["administrators.azureADOnlyAuthentication is true"],
    },
    fail: {
      given: one("sql:Server", { administrators: { azureADOnlyAuthentication: false } }),
      says: ["administrators.azureADOnlyAuthentication is false; it has to be true"],
    },
    absent: {
      given: one("sql:Server", {}),
      says: ["administrators.azureADOnlyAuthentication is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("sql:Server", { administrators: { azureADOnlyAuthentication: UNKNOWN } }),
      says: ["administrators.azureADOnlyAuthentication is not known before the update; it has to be true"],
    },
    notApplicable: otherType("sql:Server", "sql:ServerAzureADOnlyAuthentication"),
  },
  sabotage: [
    { what: "allows passwords", type: "sql:Server", set: { "administrators.azureADOnlyAuthentication": false } },
    {
      what: "allows passwords by a resource beside the server",
      type: "sql:Server",
      adds: {
        type: "sql:ServerAzureADOnlyAuthentication",
        inputs: ({ resourceGroupName, serverName }) => ({
          resourceGroupName,
          serverName,
          azureADOnlyAuthentication: false,
        }),
      },
    },
    { what: "leaves it to Azure", type: "sql:Server", set: { "administrators.azureADOnlyAuthentication": undefined } },
  ],
});
